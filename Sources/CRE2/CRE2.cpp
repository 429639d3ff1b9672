#include "CRE2.h"

#include <re2/re2.h>

#include <cstring>
#include <new>

struct cre2_pattern {
  re2::RE2 expression;
  cre2_pattern(re2::StringPiece text, const re2::RE2::Options &options) : expression(text, options) {}
};

cre2_pattern *cre2_compile(const char *pattern, size_t length, int64_t memory, char *reason, size_t room) {
  re2::RE2::Options options;
  options.set_log_errors(false);
  options.set_max_mem(memory);
  auto *made = new (std::nothrow) cre2_pattern(re2::StringPiece(pattern, length), options);
  if (made && made->expression.ok()) return made;
  if (room > 0) {
    std::strncpy(reason, made ? made->expression.error().c_str() : "no memory", room - 1);
    reason[room - 1] = 0;
  }
  delete made;
  return nullptr;
}

void cre2_free(cre2_pattern *pattern) { delete pattern; }

int cre2_groups(const cre2_pattern *pattern) { return pattern->expression.NumberOfCapturingGroups(); }

int cre2_search(const cre2_pattern *pattern, const char *text, size_t length, size_t start, int64_t *offsets, int count) {
  re2::StringPiece input(text, length);
  constexpr int most = 32;
  re2::StringPiece found[most];
  if (count > most) count = most;
  if (!pattern->expression.Match(input, start, length, re2::RE2::UNANCHORED, found, count)) return 0;
  for (int i = 0; i < count; i++) {
    bool took_part = found[i].data() != nullptr;
    offsets[2 * i] = took_part ? found[i].data() - text : -1;
    offsets[2 * i + 1] = took_part ? offsets[2 * i] + static_cast<int64_t>(found[i].size()) : -1;
  }
  return 1;
}

int64_t cre2_find(const char *text, size_t length, const char *part, size_t part_length) {
  const void *found = memmem(text, length, part, part_length);
  return found ? static_cast<const char *>(found) - text : -1;
}
