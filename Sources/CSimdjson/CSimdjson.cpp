#include "CSimdjson.h"

#include <simdjson.h>

#include <charconv>
#include <cstdlib>

namespace {

// A parser keeps what its largest document needed; above this it is given back.
constexpr size_t kept_capacity = 16u << 20;

csj_status status_of(simdjson::error_code code) {
  switch (code) {
    case simdjson::SUCCESS: return csj_ok;
    case simdjson::CAPACITY:
    case simdjson::MEMALLOC: return csj_no_memory;
    case simdjson::DEPTH_ERROR: return csj_too_deep;
    case simdjson::UTF8_ERROR: return csj_bad_utf8;
    case simdjson::NUMBER_ERROR: return csj_bad_number;
    case simdjson::NUMBER_OUT_OF_RANGE: return csj_number_too_large;
    case simdjson::STRING_ERROR:
    case simdjson::UNESCAPED_CHARS:
    case simdjson::UNCLOSED_STRING: return csj_bad_string;
    case simdjson::EMPTY: return csj_empty;
    default: return csj_bad_syntax;
  }
}

// simdjson tells no length of its string buffer: strings lie in the tape's order, so the last one ends it.
bool is_number(const uint64_t *tape, uint32_t at) {
  switch (csj_kind(tape, at)) {
    case 'l': case 'u': case 'd': return true;
    default: return false;
  }
}

size_t string_bytes(const uint64_t *tape, const char *strings, uint32_t end) {
  for (uint32_t at = end - 1; at > 0; at--) {
    if (csj_kind(tape, at) != '"') continue;
    // A number takes two words, and the second may look like anything. The word after one that does not look like a number's first begins a value,
    // so in a row of such words every second one is a number's first.
    uint32_t first = at;
    while (is_number(tape, first - 1)) first--;
    if ((at - first) % 2 == 0) return csj_payload(tape, at) + sizeof(uint32_t) + csj_length(tape, strings, at) + 1;
  }
  return 0;
}

}  // namespace

csj_status csj_parse(const char *text, size_t length, int padded, size_t depth, csj_document *out) {
  thread_local simdjson::dom::parser parser;
  if (parser.max_depth() != depth || parser.capacity() < length) {
    // The tape's indexes and counts have 32 bits.
    if (length > 0xFFFFFFFFu - 64) return csj_no_memory;
    size_t capacity = length < 4096 ? 4096 : length;
    if (parser.allocate(capacity, depth) != simdjson::SUCCESS) return csj_no_memory;
  }
  csj_status status = status_of(parser.parse(text, length, !padded).error());
  if (status == csj_ok) {
    const uint64_t *tape = parser.doc.tape.get();
    const char *strings = reinterpret_cast<const char *>(parser.doc.string_buf.get());
    uint32_t words = static_cast<uint32_t>(tape[0]);
    size_t text_bytes = string_bytes(tape, strings, words);
    size_t tape_bytes = words * sizeof(uint64_t);
    auto *block = static_cast<char *>(std::malloc(tape_bytes + text_bytes));
    if (!block) {
      status = csj_no_memory;
    } else {
      std::memcpy(block, tape, tape_bytes);
      std::memcpy(block + tape_bytes, strings, text_bytes);
      *out = {reinterpret_cast<uint64_t *>(block), block + tape_bytes, tape_bytes + text_bytes};
    }
  }
  if (parser.capacity() > kept_capacity) parser = simdjson::dom::parser();
  return status;
}

void csj_free(const uint64_t *tape) { std::free(const_cast<uint64_t *>(tape)); }

size_t csj_write_double(double value, char *out) { return std::to_chars(out, out + 32, value).ptr - out; }
