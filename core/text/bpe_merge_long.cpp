// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/failure.h"
#include "core/text/bpe_model.h"
#include "core/text/utf8.h"
#include "core/text/word_cache.h"

#include <algorithm>
#include <functional>
#include <limits>

namespace stillhouse::text {
namespace {

struct MergeCandidate {
    std::uint64_t order; // rank << 32 | place of the left symbol: lowest rank first, leftmost among equals
    std::int32_t id;
    bool operator>(const MergeCandidate& other) const { return order > other.order; }
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
    std::vector<MergeCandidate> heap;
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
        const MergeCandidate candidate = heap.back();
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

void BpeModel::noteJoint(std::string_view left, std::string_view right) {
    std::size_t last = left.size() - 1;
    while (!byteLevel_ && last > 0 && (static_cast<unsigned char>(left[last]) & 0xc0) == 0x80)
        --last;
    const auto read = [&](std::string_view text, std::size_t at) -> std::uint32_t {
        const std::size_t length = byteLevel_ ? 0 : sequenceLength(text.data() + at, text.data() + text.size());
        return length ? codePoint(text.data() + at, length) : static_cast<unsigned char>(text[at]);
    };
    const std::uint32_t before = read(left, last);
    const std::uint32_t after = read(right, 0);
    joints_.insert(static_cast<std::int32_t>(before), static_cast<std::int32_t>(after), {0, 0});
    if (before < 128 && after < 128)
        asciiJoints_[(before * 128 + after) / 64] |= std::uint64_t{1} << after % 64;
}

bool BpeModel::isUnknown(std::uint32_t character) const { return byteLevel_ ? byteIds_[character] < 0 : !characterIds_.contains(character); }

bool BpeModel::joins(std::uint32_t left, std::uint32_t right) const {
    if (left < 128 && right < 128 ? asciiJoints_[(left * 128 + right) / 64] >> right % 64 & 1
                                  : joints_.find(static_cast<std::int32_t>(left), static_cast<std::int32_t>(right)).rank != Merge::none)
        return true;
    return fuseUnk_ && isUnknown(left) && isUnknown(right); // two unknown characters become one token
}

/// A long piece falls apart wherever no merge can reach across; the parts, often words, are short and repeat.
void BpeModel::encodeLong(std::string_view piece, std::vector<std::int32_t>& out) const {
    std::size_t begin = 0;
    std::uint32_t previous = 0;
    const auto take = [&](std::size_t end) {
        const std::string_view part = piece.substr(begin, end - begin);
        begin = end;
        if (part.size() > WordCache::maxKey)
            return encodePart(part, out);
        if (WordCache::ofThisThread().append(serial_, part, out))
            return;
        const std::size_t first = out.size();
        encodePart(part, out);
        WordCache::ofThisThread().store(serial_, part, out.data() + first, out.size() - first);
    };
    for (std::size_t i = 0; i < piece.size();) {
        const std::size_t length = byteLevel_ ? 1 : sequenceLength(piece.data() + i, piece.data() + piece.size());
        const std::uint32_t character = byteLevel_ ? static_cast<unsigned char>(piece[i]) : codePoint(piece.data() + i, length);
        if (i > 0 && !joins(previous, character))
            take(i);
        previous = character;
        i += length;
    }
    take(piece.size());
}

} // namespace stillhouse::text
