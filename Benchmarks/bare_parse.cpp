// Parses each line of standard input with simdjson and does nothing with it: the bound for a program that reads JSON.
#include <simdjson.h>

#include <cstdio>
#include <cstring>
#include <vector>

int main() {
  simdjson::dom::parser parser;
  std::vector<char> block((1 << 20) + simdjson::SIMDJSON_PADDING);
  size_t filled = 0;
  for (;;) {
    size_t read = std::fread(block.data() + filled, 1, block.size() - simdjson::SIMDJSON_PADDING - filled, stdin);
    filled += read;
    char *start = block.data(), *end = block.data() + filled;
    while (char *line = static_cast<char *>(std::memchr(start, '\n', end - start))) {
      // What follows the line is readable: the block ends in padding.
      if (parser.parse(start, line - start, false).error()) return 1;
      start = line + 1;
    }
    filled = end - start;
    std::memmove(block.data(), start, filled);
    if (read == 0) break;
  }
  return filled != 0;
}
