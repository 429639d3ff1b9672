#include "CDate.h"

#include <date/date.h>
#include <date/tz.h>
// In C++20 the next header's `hh_mm_ss` could be either library's.
namespace date {
template <class Duration>
using ptz_hh_mm_ss = hh_mm_ss<Duration>;
}
#define hh_mm_ss ptz_hh_mm_ss
#include <date/ptz.h>
#undef hh_mm_ss

#include <algorithm>
#include <chrono>
#include <cstring>
#include <fstream>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>

namespace {

// Compiled zone files list changes up to 2037; the rule at their end says how it goes on (RFC 8536, 3.3). The library reads only the list.
constexpr int64_t listEnd = 2'114'380'800;  // 2037-01-01

struct Zone {
  const date::time_zone *listed;
  std::optional<Posix::time_zone> rule;
};

std::optional<Posix::time_zone> rule(const std::string &name) {
  std::ifstream file("/usr/share/zoneinfo/" + name, std::ios::binary | std::ios::ate);
  if (!file) return std::nullopt;
  auto size = static_cast<int64_t>(file.tellg());
  auto length = std::min<int64_t>(size, 128);
  std::string tail(static_cast<size_t>(length), '\0');
  file.seekg(size - length);
  file.read(tail.data(), length);
  if (tail.empty() || tail.back() != '\n') return std::nullopt;
  tail.pop_back();
  auto start = tail.rfind('\n');
  if (start == std::string::npos || start + 1 == tail.size()) return std::nullopt;
  try {
    return Posix::time_zone{tail.substr(start + 1)};
  } catch (...) {
    return std::nullopt;
  }
}

date::sys_seconds moment(int64_t seconds) { return date::sys_seconds{std::chrono::seconds{seconds}}; }

template <class Found>
int64_t resolve(const Found &found, int64_t local) { return local - found.first.offset.count(); }

}  // namespace

const void *cdate_zone(const char *name, size_t length) {
  static std::mutex mutex;
  static std::unordered_map<std::string, std::unique_ptr<Zone>> known;
  try {
    std::string key(name, length);
    std::lock_guard<std::mutex> guard(mutex);
    auto found = known.find(key);
    if (found != known.end()) return found->second.get();
    const date::time_zone *zone = date::locate_zone(key);
    auto entry = std::make_unique<Zone>(Zone{zone, rule(key)});
    return known.emplace(key, std::move(entry)).first->second.get();
  } catch (...) {
    return nullptr;
  }
}

int32_t cdate_offset(const void *zone, int64_t seconds) {
  auto entry = static_cast<const Zone *>(zone);
  try {
    if (seconds >= listEnd && entry->rule) return static_cast<int32_t>(entry->rule->get_info(moment(seconds)).offset.count());
    return static_cast<int32_t>(entry->listed->get_info(moment(seconds)).offset.count());
  } catch (...) {
    return 0;
  }
}

int64_t cdate_moment(const void *zone, int64_t local) {
  auto entry = static_cast<const Zone *>(zone);
  date::local_seconds clock{std::chrono::seconds{local}};
  try {
    if (local >= listEnd + 86400 && entry->rule) return resolve(entry->rule->get_info(clock), local);
    return resolve(entry->listed->get_info(clock), local);
  } catch (...) {
    return local;
  }
}

size_t cdate_abbreviation(const void *zone, int64_t seconds, char *text, size_t capacity) {
  auto entry = static_cast<const Zone *>(zone);
  try {
    std::string name = seconds >= listEnd && entry->rule ? entry->rule->get_info(moment(seconds)).abbrev
                                                         : entry->listed->get_info(moment(seconds)).abbrev;
    size_t count = std::min(name.size(), capacity);
    std::memcpy(text, name.data(), count);
    return count;
  } catch (...) {
    return 0;
  }
}
