// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/duplicates.h"

#include "core/data/normalise.h"

namespace stillhouse::data {

DuplicateCounter::Slot& DuplicateCounter::slotOf(std::uint64_t prompt) {
    const std::size_t mask = slots_.size() - 1;
    std::size_t at = prompt & mask;
    while (slots_[at].prompt != 0 && slots_[at].prompt != prompt)
        at = (at + 1) & mask;
    return slots_[at];
}

void DuplicateCounter::grow() {
    std::vector<Slot> old(slots_.size() * 2);
    old.swap(slots_);
    for (const Slot& slot : old)
        if (slot.prompt != 0)
            slotOf(slot.prompt) = slot;
}

void DuplicateCounter::add(std::uint64_t promptHash, const Example& example) {
    const std::uint64_t prompt = promptHash == 0 ? 1 : promptHash;
    const auto label = static_cast<std::uint32_t>(stableHash(example.label));
    const auto split = static_cast<std::uint8_t>(stableHash(example.split));
    Slot& slot = slotOf(prompt);
    if (slot.prompt == 0) {
        slot = {prompt, label, split};
        if (++used_ * 10 > slots_.size() * 7)
            grow();
        return;
    }
    ++duplicates_;
    conflicting_ += slot.label != label;
    straddling_ += slot.split != split;
}

} // namespace stillhouse::data
