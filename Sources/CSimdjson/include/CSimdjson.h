#pragma once
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#ifdef __cplusplus
extern "C" {
#endif

/// A parsed document: simdjson's tape and its strings, in one block of exact size that the caller frees.
///
/// A tape word has its kind in the top byte (`"lud{[tfn`) and 56 bits of payload; simdjson's doc/tape.md describes it.
typedef struct {
  const uint64_t *tape;
  const char *strings;
  size_t bytes;
} csj_document;

typedef enum {
  csj_ok = 0,
  csj_no_memory,
  csj_too_deep,
  csj_bad_utf8,
  csj_bad_number,
  csj_number_too_large,
  csj_bad_string,
  csj_empty,
  csj_bad_syntax
} csj_status;

/// Parses `length` bytes with the parser of this thread. `padded`: at least 64 bytes after `text` may be read, so nothing is copied first.
csj_status csj_parse(const char *text, size_t length, int padded, size_t depth, csj_document *out);
void csj_free(const uint64_t *tape);

/// The shortest digits that read back as the same double; returns the length, at most 32.
size_t csj_write_double(double value, char *out);

/// How many bytes from the start need no escape in a JSON string.
static inline size_t csj_plain(const unsigned char *text, size_t length) {
  const uint64_t ones = 0x0101010101010101ull, high = 0x8080808080808080ull;
  size_t at = 0;
  for (; at + 8 <= length; at += 8) {
    uint64_t word;
    memcpy(&word, text + at, sizeof word);
    uint64_t quote = word ^ (ones * '"'), slash = word ^ (ones * '\\');
    // Bytes that are `"`, `\\` or below 0x20 set their high bit; bytes from 0x80 on never do.
    uint64_t found = ((quote - ones) & ~quote) | ((slash - ones) & ~slash) | ((word - ones * 0x20) & ~word);
    if (found & high) break;
  }
  while (at < length && text[at] >= 0x20 && text[at] != '"' && text[at] != '\\') at++;
  return at;
}

static inline unsigned char csj_kind(const uint64_t *tape, uint32_t index) { return (unsigned char)(tape[index] >> 56); }
static inline uint64_t csj_payload(const uint64_t *tape, uint32_t index) { return tape[index] & 0x00FFFFFFFFFFFFFFull; }

/// The index after the value at `index`.
static inline uint32_t csj_after(const uint64_t *tape, uint32_t index) {
  switch (csj_kind(tape, index)) {
    case '{': case '[': return (uint32_t)tape[index];
    case 'l': case 'u': case 'd': return index + 2;
    default: return index + 1;
  }
}

static inline uint32_t csj_length(const uint64_t *tape, const char *strings, uint32_t index) {
  uint32_t length;
  memcpy(&length, strings + csj_payload(tape, index), sizeof length);
  return length;
}

static inline const char *csj_text(const uint64_t *tape, const char *strings, uint32_t index) {
  return strings + csj_payload(tape, index) + sizeof(uint32_t);
}

/// Whether `length` bytes are the same. Keys are short, and a call costs more than comparing them.
static inline int csj_same(const char *a, const char *b, uint32_t length) {
  uint64_t x, y;
  if (length > 16) return memcmp(a, b, length) == 0;
  if (length >= 8) {
    memcpy(&x, a, 8);
    memcpy(&y, b, 8);
    if (x != y) return 0;
    memcpy(&x, a + length - 8, 8);
    memcpy(&y, b + length - 8, 8);
    return x == y;
  }
  for (uint32_t at = 0; at < length; at++) {
    if (a[at] != b[at]) return 0;
  }
  return 1;
}

static inline int csj_text_is(const uint64_t *tape, const char *strings, uint32_t index, const void *text, uint32_t length) {
  const char *at = strings + csj_payload(tape, index);
  uint32_t found;
  memcpy(&found, at, sizeof found);
  return found == length && csj_same(at + sizeof found, (const char *)text, length);
}

/// The index of the value of a key in the object at `index`, 0 if there is none. The first of equal keys counts.
static inline uint32_t csj_find(const uint64_t *tape, const char *strings, uint32_t index, const void *key, uint32_t length) {
  uint32_t end = (uint32_t)tape[index] - 1;
  for (uint32_t at = index + 1; at < end; at = csj_after(tape, at + 1)) {
    if (csj_text_is(tape, strings, at, key, length)) return at + 1;
  }
  return 0;
}

/// How many entries or elements the object or array at `index` has.
static inline uint32_t csj_count(const uint64_t *tape, uint32_t index) {
  uint32_t count = (uint32_t)(tape[index] >> 32) & 0xFFFFFF;
  if (count < 0xFFFFFF) return count;
  uint32_t end = (uint32_t)tape[index] - 1, step = csj_kind(tape, index) == '{' ? 1 : 0;
  count = 0;
  for (uint32_t at = index + 1; at < end; at = csj_after(tape, at + step)) count++;
  return count;
}

#ifdef __cplusplus
}
#endif
