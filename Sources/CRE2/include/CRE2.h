#pragma once
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct cre2_pattern cre2_pattern;

/// Compiles a pattern; NULL when it is none, with the reason in `reason`. Quiet, and bounded to `memory` bytes.
cre2_pattern *cre2_compile(const char *pattern, size_t length, int64_t memory, char *reason, size_t room);
void cre2_free(cre2_pattern *pattern);

/// Capturing groups, the whole match aside.
int cre2_groups(const cre2_pattern *pattern);

/// Looks for the pattern anywhere at or after `start`. Sets up to `count` pairs of begin and end offsets, -1 for a group that took no part.
int cre2_search(const cre2_pattern *pattern, const char *text, size_t length, size_t start, int64_t *offsets, int count);

/// Where bytes first occur, -1 for nowhere; linear time.
int64_t cre2_find(const char *text, size_t length, const char *part, size_t part_length);

#ifdef __cplusplus
}
#endif
