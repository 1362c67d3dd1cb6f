// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/gguf_blocks.h"

#include "core/formats/gguf_scale_search.h"
#include "core/formats/half.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <future>
#include <vector>

namespace stillhouse::formats {

namespace {

constexpr std::array<std::int8_t, 16> q4Levels = {-8, -7, -6, -5, -4, -3, -2, -1, 0, 1, 2, 3, 4, 5, 6, 7};
constexpr std::uint16_t infinityF16 = 0x7c00;

std::uint16_t halfAt(const std::byte* at) {
    std::uint16_t bits;
    std::memcpy(&bits, at, sizeof bits);
    return bits;
}

void takeNibbles(const std::byte* bytes, GgufBlock& block) {
    for (std::size_t j = 0; j < 16; ++j) {
        const auto byte = std::to_integer<unsigned>(bytes[j]);
        block.codes[j] = std::uint8_t(byte & 15);
        block.codes[j + 16] = std::uint8_t(byte >> 4);
    }
}

float levelOf(GgufType type, int code) {
    switch (type) {
    case GgufType::Q8_0:
        return float(code - 128);
    case GgufType::Q4_0:
        return float(code - 8);
    case GgufType::IQ4_NL:
        return float(iq4nlLevels[std::size_t(code)]);
    default:
        return float(code);
    }
}

bool fits(std::uint16_t half) {
    return (half & 0x7fffu) < infinityF16;
}

bool encodeQ8(std::span<const float> x, std::byte* out) {
    float largest = 0;
    for (const float value : x)
        largest = std::max(largest, std::fabs(value));
    const auto bits = floatToF16(largest / 127);
    const float scale = f16ToFloat(bits);
    std::memcpy(out, &bits, 2);
    for (std::size_t j = 0; j < x.size(); ++j)
        out[2 + j] = std::byte(std::int8_t(scale == 0 ? 0 : std::clamp(std::nearbyint(x[j] / scale), -127.0f, 127.0f)));
    return fits(bits);
}

bool encodeNibbles(std::span<const float> x, std::span<const std::int8_t> levels, std::byte* out) {
    const auto bits = floatToF16(bestScale(x, {}, levels));
    const float scale = f16ToFloat(bits);
    std::memcpy(out, &bits, 2);
    const auto code = [&](std::size_t j) { return unsigned(nearestLevel(scale == 0 ? 0 : x[j] / scale, levels)); };
    for (std::size_t j = 0; j < 16; ++j)
        out[2 + j] = std::byte(code(j) | code(j + 16) << 4);
    return fits(bits);
}

bool encodeHalves(std::span<const float> values, std::byte* out) {
    bool good = true;
    for (std::size_t i = 0; i < values.size(); ++i) {
        const auto bits = floatToF16(values[i]);
        std::memcpy(out + i * 2, &bits, 2);
        good &= fits(bits);
    }
    return good;
}

constexpr std::size_t blocksWorthAThread = 1024; // some ten milliseconds

// Blocks [begin, end).
bool encodeRange(GgufType type, std::span<const float> values, std::span<std::byte> bytes, std::size_t begin, std::size_t end) {
    const auto each = std::size_t(ggufTypeInfo(type).blockBytes);
    bool good = true;
    for (auto b = begin; b < end; ++b) {
        const auto x = values.subspan(b * ggufBlock, ggufBlock);
        auto* out = bytes.data() + b * each;
        if (type == GgufType::Q8_0)
            good &= encodeQ8(x, out);
        else
            good &= encodeNibbles(
                x, type == GgufType::Q4_0 ? std::span<const std::int8_t>(q4Levels) : std::span<const std::int8_t>(iq4nlLevels), out);
    }
    return good;
}

} // namespace

GgufBlock readBlock(GgufType type, const std::byte* bytes) {
    GgufBlock block;
    block.scale = f16ToFloat(halfAt(bytes));
    if (type == GgufType::Q8_0) {
        for (std::size_t j = 0; j < 32; ++j)
            block.codes[j] = std::uint8_t(std::to_integer<unsigned>(bytes[2 + j]) ^ 0x80u);
        return block;
    }
    const bool offset = type == GgufType::Q4_1;
    if (offset)
        block.offset = f16ToFloat(halfAt(bytes + 2));
    takeNibbles(bytes + (offset ? 4 : 2), block);
    return block;
}

void decodeBlocks(GgufType type, std::span<const std::byte> bytes, std::span<float> out) {
    if (type == GgufType::F32) {
        if (!out.empty())
            std::memcpy(out.data(), bytes.data(), bytes.size());
        return;
    }
    if (type == GgufType::F16 || type == GgufType::BF16) {
        for (std::size_t i = 0; i < out.size(); ++i)
            out[i] = type == GgufType::F16 ? f16ToFloat(halfAt(bytes.data() + i * 2)) : bf16ToFloat(halfAt(bytes.data() + i * 2));
        return;
    }
    const auto each = std::size_t(ggufTypeInfo(type).blockBytes);
    for (std::size_t b = 0; b * ggufBlock < out.size(); ++b) {
        const auto block = readBlock(type, bytes.data() + b * each);
        for (std::size_t j = 0; j < ggufBlock; ++j)
            out[b * ggufBlock + j] = block.scale * levelOf(type, block.codes[j]) + block.offset;
    }
}

bool encodeBlocks(GgufType type, std::span<const float> values, std::span<std::byte> bytes, int threads) {
    if (type == GgufType::F32) {
        std::memcpy(bytes.data(), values.data(), values.size_bytes());
        return true;
    }
    if (type == GgufType::F16)
        return encodeHalves(values, bytes.data());
    const auto blocks = values.size() / ggufBlock;
    const auto parts = type == GgufType::Q8_0 ? 1 : std::clamp<std::size_t>(blocks / blocksWorthAThread, 1, std::size_t(std::max(1, threads)));
    std::vector<std::future<bool>> others;
    for (std::size_t part = 1; part < parts; ++part)
        others.push_back(std::async(std::launch::async, encodeRange, type, values, bytes, blocks * part / parts, blocks * (part + 1) / parts));
    bool good = encodeRange(type, values, bytes, 0, blocks / parts);
    for (auto& other : others)
        good &= other.get();
    return good;
}

} // namespace stillhouse::formats
