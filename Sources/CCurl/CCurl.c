#include "CCurl.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stdio.h>

#ifdef __APPLE__
static const char *const names[] = {"libcurl.4.dylib", NULL};
#else
static const char *const names[] = {"libcurl.so.4", "libcurl-gnutls.so.4", NULL};
#endif

#define EACH_FUNCTION(f)                                                                                                                  \
  f(curl_global_init) f(curl_easy_init) f(curl_easy_cleanup) f(curl_easy_reset) f(curl_easy_setopt) f(curl_easy_getinfo)                   \
  f(curl_easy_strerror) f(curl_slist_append) f(curl_slist_free_all) f(curl_multi_init) f(curl_multi_cleanup) f(curl_multi_add_handle)      \
  f(curl_multi_remove_handle) f(curl_multi_perform) f(curl_multi_poll) f(curl_multi_wakeup) f(curl_multi_info_read)                        \
  f(curl_multi_strerror)

// Type checks of libcurl's header are macros over these names.
#undef curl_easy_setopt
#undef curl_easy_getinfo

#define DECLARE(name) static __typeof__(name) *p_##name;
EACH_FUNCTION(DECLARE)

static char failure[512];
static pthread_once_t once = PTHREAD_ONCE_INIT;

static void load(void) {
  void *library = NULL;
  for (int i = 0; names[i] && !library; i++) library = dlopen(names[i], RTLD_NOW | RTLD_LOCAL);
  if (!library) {
    snprintf(failure, sizeof failure, "libcurl could not be loaded (%s); install the package libcurl4.", dlerror());
    return;
  }
#define LOOK_UP(name)                                                                                                                     \
  p_##name = (__typeof__(p_##name))dlsym(library, #name);                                                                                  \
  if (!p_##name) {                                                                                                                        \
    snprintf(failure, sizeof failure, "The installed libcurl has no %s; version 7.85 or later is needed.", #name);                         \
    return;                                                                                                                               \
  }
  EACH_FUNCTION(LOOK_UP)
  if (p_curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK) snprintf(failure, sizeof failure, "libcurl could not be initialised.");
}

const char *ccurl_load(void) {
  pthread_once(&once, load);
  return failure[0] ? failure : NULL;
}

const char *ccurl_easy_strerror(CURLcode code) { return p_curl_easy_strerror(code); }
const char *ccurl_multi_strerror(CURLMcode code) { return p_curl_multi_strerror(code); }

CURL *ccurl_easy_init(void) { return p_curl_easy_init(); }
void ccurl_easy_cleanup(CURL *handle) { p_curl_easy_cleanup(handle); }
void ccurl_easy_reset(CURL *handle) { p_curl_easy_reset(handle); }

CURLcode ccurl_set_long(CURL *handle, CURLoption option, long value) { return p_curl_easy_setopt(handle, option, value); }
CURLcode ccurl_set_size(CURL *handle, CURLoption option, curl_off_t value) { return p_curl_easy_setopt(handle, option, value); }
CURLcode ccurl_set_text(CURL *handle, CURLoption option, const char *value) { return p_curl_easy_setopt(handle, option, value); }
CURLcode ccurl_set_pointer(CURL *handle, CURLoption option, const void *value) { return p_curl_easy_setopt(handle, option, value); }
CURLcode ccurl_set_list(CURL *handle, CURLoption option, struct curl_slist *value) { return p_curl_easy_setopt(handle, option, value); }

CURLcode ccurl_set_body_callback(CURL *handle, ccurl_chunk callback, void *context) {
  CURLcode code = p_curl_easy_setopt(handle, CURLOPT_WRITEFUNCTION, callback);
  return code ? code : p_curl_easy_setopt(handle, CURLOPT_WRITEDATA, context);
}

CURLcode ccurl_set_read_callback(CURL *handle, ccurl_chunk callback, void *context) {
  CURLcode code = p_curl_easy_setopt(handle, CURLOPT_READFUNCTION, callback);
  return code ? code : p_curl_easy_setopt(handle, CURLOPT_READDATA, context);
}

CURLcode ccurl_set_header_callback(CURL *handle, ccurl_chunk callback, void *context) {
  CURLcode code = p_curl_easy_setopt(handle, CURLOPT_HEADERFUNCTION, callback);
  return code ? code : p_curl_easy_setopt(handle, CURLOPT_HEADERDATA, context);
}

long ccurl_response_code(CURL *handle) {
  long code = 0;
  return p_curl_easy_getinfo(handle, CURLINFO_RESPONSE_CODE, &code) == CURLE_OK ? code : 0;
}

bool ccurl_may_have_sent(CURL *handle) {
  long bytes = 0;
  curl_off_t began = 0;
  bool known = p_curl_easy_getinfo(handle, CURLINFO_REQUEST_SIZE, &bytes) == CURLE_OK &&
               p_curl_easy_getinfo(handle, CURLINFO_PRETRANSFER_TIME_T, &began) == CURLE_OK;
  return !known || bytes > 0 || began > 0;
}

long ccurl_connects(CURL *handle) {
  long count = 0;
  return p_curl_easy_getinfo(handle, CURLINFO_NUM_CONNECTS, &count) == CURLE_OK ? count : 0;
}

struct curl_slist *ccurl_list_append(struct curl_slist *list, const char *text) { return p_curl_slist_append(list, text); }
void ccurl_list_free(struct curl_slist *list) { p_curl_slist_free_all(list); }

CURLM *ccurl_multi_init(void) { return p_curl_multi_init(); }
CURLMcode ccurl_multi_cleanup(CURLM *multi) { return p_curl_multi_cleanup(multi); }
CURLMcode ccurl_multi_add(CURLM *multi, CURL *handle) { return p_curl_multi_add_handle(multi, handle); }
CURLMcode ccurl_multi_remove(CURLM *multi, CURL *handle) { return p_curl_multi_remove_handle(multi, handle); }

CURLMcode ccurl_multi_perform(CURLM *multi) {
  int running = 0;
  return p_curl_multi_perform(multi, &running);
}

CURLMcode ccurl_multi_poll(CURLM *multi, int milliseconds) { return p_curl_multi_poll(multi, NULL, 0, milliseconds, NULL); }
CURLMcode ccurl_multi_wakeup(CURLM *multi) { return p_curl_multi_wakeup(multi); }

CURL *ccurl_multi_finished(CURLM *multi, CURLcode *result) {
  int left = 0;
  for (CURLMsg *message; (message = p_curl_multi_info_read(multi, &left));) {
    if (message->msg != CURLMSG_DONE) continue;
    *result = message->data.result;
    return message->easy_handle;
  }
  return NULL;
}
