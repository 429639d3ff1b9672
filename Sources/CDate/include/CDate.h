#pragma once
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// A zone of the IANA database; lives for ever. Null when there is none of that name. Any thread may call.
const void *_Nullable cdate_zone(const char *_Nonnull name, size_t length);

/// Seconds that clocks of the zone are ahead of UTC at a moment (seconds since 1970).
int32_t cdate_offset(const void *_Nonnull zone, int64_t seconds);

/// The moment at which a clock of the zone shows a time (seconds since 1970 as a clock at offset zero would count them).
/// The earlier one where clocks show it twice; where clocks skip it, as if they had not been put forward.
int64_t cdate_moment(const void *_Nonnull zone, int64_t local);

/// Writes the abbreviation in use at a moment (`CET`) and gives its length, at most `capacity`.
size_t cdate_abbreviation(const void *_Nonnull zone, int64_t seconds, char *_Nonnull text, size_t capacity);

#ifdef __cplusplus
}
#endif
