#pragma once

// libcurl, loaded at the first request. Its thirty libraries cost more start-up time than a whole check of a flow, so nothing links it:
// every call goes through a table of functions that ccurl_load fills. Options are typed here, because Swift cannot call variadic functions.

#define CURL_DISABLE_DEPRECATION 1
#include <curl/curl.h>
#include <stdbool.h>
#include <stddef.h>

// Loads and initialises libcurl once. Null when it is ready, else one sentence that says why it is not. Any thread may call it.
const char *_Nullable ccurl_load(void);

// Everything below needs a ccurl_load that returned null.

const char *_Nonnull ccurl_easy_strerror(CURLcode code);
const char *_Nonnull ccurl_multi_strerror(CURLMcode code);

CURL *_Nullable ccurl_easy_init(void);
void ccurl_easy_cleanup(CURL *_Nonnull handle);
void ccurl_easy_reset(CURL *_Nonnull handle);

CURLcode ccurl_set_long(CURL *_Nonnull handle, CURLoption option, long value);
CURLcode ccurl_set_size(CURL *_Nonnull handle, CURLoption option, curl_off_t value);
// libcurl copies the text.
CURLcode ccurl_set_text(CURL *_Nonnull handle, CURLoption option, const char *_Nonnull value);
// The pointer must live until the transfer has ended.
CURLcode ccurl_set_pointer(CURL *_Nonnull handle, CURLoption option, const void *_Nullable value);
CURLcode ccurl_set_list(CURL *_Nonnull handle, CURLoption option, struct curl_slist *_Nullable value);

// Called with the bytes of a chunk, in order; returning fewer than count ends the transfer with CURLE_WRITE_ERROR.
typedef size_t (*ccurl_chunk)(char *_Nonnull bytes, size_t one, size_t count, void *_Nullable context);
CURLcode ccurl_set_body_callback(CURL *_Nonnull handle, ccurl_chunk _Nonnull callback, void *_Nullable context);
// Called to fill a chunk of at most one * count bytes; returning 0 ends what is sent.
CURLcode ccurl_set_read_callback(CURL *_Nonnull handle, ccurl_chunk _Nonnull callback, void *_Nullable context);
CURLcode ccurl_set_header_callback(CURL *_Nonnull handle, ccurl_chunk _Nonnull callback, void *_Nullable context);

long ccurl_response_code(CURL *_Nonnull handle);
// True when the connection stood and the request began to be sent, so that the target may have read it.
bool ccurl_may_have_sent(CURL *_Nonnull handle);
// How many connections the transfer opened; 0 when it went over one that was open.
long ccurl_connects(CURL *_Nonnull handle);

struct curl_slist *_Nullable ccurl_list_append(struct curl_slist *_Nullable list, const char *_Nonnull text);
void ccurl_list_free(struct curl_slist *_Nullable list);

CURLM *_Nullable ccurl_multi_init(void);
CURLMcode ccurl_multi_cleanup(CURLM *_Nonnull multi);
CURLMcode ccurl_multi_add(CURLM *_Nonnull multi, CURL *_Nonnull handle);
CURLMcode ccurl_multi_remove(CURLM *_Nonnull multi, CURL *_Nonnull handle);
CURLMcode ccurl_multi_perform(CURLM *_Nonnull multi);
CURLMcode ccurl_multi_poll(CURLM *_Nonnull multi, int milliseconds);
// The only function that may be called from another thread than the multi's own.
CURLMcode ccurl_multi_wakeup(CURLM *_Nonnull multi);
// The next transfer that ended and its result; null when there is none.
CURL *_Nullable ccurl_multi_finished(CURLM *_Nonnull multi, CURLcode *_Nonnull result);
