// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/api/data.h"

#include <cstdint>
#include <vector>

namespace stillhouse::data {

/// Counts prompts that come again, with another label, or in another split. Keeps 16 bytes per different prompt (a 64-bit hash of
/// the normalised prompt: among a million prompts two share one with a chance of 3e-8), not the prompts.
class DuplicateCounter {
public:
    void add(std::uint64_t promptHash, const Example& example);
    std::int64_t duplicates() const { return duplicates_; }   ///< rows whose prompt stood earlier
    std::int64_t conflicting() const { return conflicting_; } ///< of those, with another label than the first
    std::int64_t straddling() const { return straddling_; }   ///< of those, in another split than the first

private:
    struct Slot {
        std::uint64_t prompt = 0; ///< 0: free
        std::uint32_t label = 0;
        std::uint8_t split = 0;
    };
    Slot& slotOf(std::uint64_t prompt);
    void grow();

    std::vector<Slot> slots_ = std::vector<Slot>(1024);
    std::size_t used_ = 0;
    std::int64_t duplicates_ = 0, conflicting_ = 0, straddling_ = 0;
};

} // namespace stillhouse::data
