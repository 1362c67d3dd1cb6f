// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <bit>
#include <cstdint>
#include <limits>
#include <vector>

namespace stillhouse::text {

/// What two neighbouring tokens become: the lower the rank, the sooner.
struct Merge {
    static constexpr std::uint32_t none = std::numeric_limits<std::uint32_t>::max();
    std::uint32_t rank = none;
    std::int32_t id = -1;
};

/// Open-addressing table from a pair of token ids to its merge: the innermost look-up of encoding.
class PairTable {
public:
    explicit PairTable(std::size_t expected = 0) : slots_(std::bit_ceil(expected * 2 + 16)) {}

    /// A pair that is already there is replaced.
    void insert(std::int32_t left, std::int32_t right, Merge merge) {
        if ((used_ + 1) * 2 > slots_.size())
            grow();
        Slot& slot = slots_[indexOf(slots_, key(left, right))];
        used_ += slot.key == empty;
        slot = {key(left, right), merge};
    }

    Merge find(std::int32_t left, std::int32_t right) const { return slots_[indexOf(slots_, key(left, right))].merge; }

private:
    static constexpr std::uint64_t empty = std::numeric_limits<std::uint64_t>::max();
    struct Slot {
        std::uint64_t key = empty;
        Merge merge;
    };

    static std::uint64_t key(std::int32_t left, std::int32_t right) {
        return static_cast<std::uint64_t>(static_cast<std::uint32_t>(left)) << 32 | static_cast<std::uint32_t>(right);
    }
    static std::size_t indexOf(const std::vector<Slot>& slots, std::uint64_t key) {
        const std::size_t mask = slots.size() - 1;
        std::size_t at = static_cast<std::size_t>((key * 0x9e3779b97f4a7c15ULL) >> 20) & mask;
        while (slots[at].key != key && slots[at].key != empty)
            at = (at + 1) & mask;
        return at;
    }
    void grow() {
        std::vector<Slot> larger(slots_.size() * 2);
        for (const Slot& slot : slots_)
            if (slot.key != empty)
                larger[indexOf(larger, slot.key)] = slot;
        slots_ = std::move(larger);
    }

    std::vector<Slot> slots_;
    std::size_t used_ = 0;
};

} // namespace stillhouse::text
