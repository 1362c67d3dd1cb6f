// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/failure.h"
#include "core/text/bpe_model.h"

#include <algorithm>
#include <functional>
#include <limits>

namespace stillhouse::text {
namespace {

struct Candidate {
    std::uint64_t order; // rank << 32 | place of the left symbol: lowest rank first, leftmost among equals
    std::int32_t id;
    bool operator>(const Candidate& other) const { return order > other.order; }
};

} // namespace

/// Long pieces (a whole document when a tokenizer has no pre-tokenizer): symbols are a linked list, pairs wait in a heap, and a pair that
/// has changed since it was queued is recognised when it comes up.
void BpeModel::mergeLong(std::vector<std::int32_t>& ids) const {
    constexpr std::uint32_t end = std::numeric_limits<std::uint32_t>::max();
    if (ids.size() >= end)
        base::fail({}, SH_TR("The text is too long for one call of the tokenizer"), SH_TR("Split it into parts below 4 GiB."), ErrorKind::Refused);
    const auto count = static_cast<std::uint32_t>(ids.size());
    std::vector<std::uint32_t> next(count), previous(count);
    std::vector<Candidate> heap;
    for (std::uint32_t i = 0; i < count; ++i) {
        previous[i] = i == 0 ? end : i - 1;
        next[i] = i + 1 == count ? end : i + 1;
        const Merge merge = i + 1 == count ? Merge{} : pairs_.find(ids[i], ids[i + 1]);
        if (merge.rank != Merge::none)
            heap.push_back({static_cast<std::uint64_t>(merge.rank) << 32 | i, merge.id});
    }
    std::make_heap(heap.begin(), heap.end(), std::greater<>());
    const auto offer = [&](std::uint32_t left) {
        const Merge merge = pairs_.find(ids[left], ids[next[left]]);
        if (merge.rank == Merge::none)
            return;
        heap.push_back({static_cast<std::uint64_t>(merge.rank) << 32 | left, merge.id});
        std::push_heap(heap.begin(), heap.end(), std::greater<>());
    };
    while (!heap.empty()) {
        std::pop_heap(heap.begin(), heap.end(), std::greater<>());
        const Candidate candidate = heap.back();
        heap.pop_back();
        const auto left = static_cast<std::uint32_t>(candidate.order);
        if (ids[left] < 0 || next[left] == end || pairs_.find(ids[left], ids[next[left]]).id != candidate.id)
            continue;
        const std::uint32_t right = next[left];
        ids[left] = candidate.id;
        ids[right] = -1;
        next[left] = next[right];
        if (next[left] != end) {
            previous[next[left]] = left;
            offer(left);
        }
        if (previous[left] != end)
            offer(previous[left]);
    }
    std::erase(ids, -1);
}

} // namespace stillhouse::text
