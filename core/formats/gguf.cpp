// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/gguf.h"

#include "core/base/failure.h"
#include "core/formats/gguf_blocks.h"
#include "core/formats/gguf_parse.h"

#include <charconv>
#include <cmath>
#include <cstring>
#include <functional>
#include <limits>
#include <numeric>

namespace stillhouse::formats {

namespace {

template <class Number> Number load(const std::byte* at) {
    Number value;
    std::memcpy(&value, at, sizeof value);
    return value;
}

std::optional<std::int64_t> integerOf(GgufValueType type, const std::byte* at) {
    switch (type) {
    case GgufValueType::U8:
        return load<std::uint8_t>(at);
    case GgufValueType::I8:
        return load<std::int8_t>(at);
    case GgufValueType::U16:
        return load<std::uint16_t>(at);
    case GgufValueType::I16:
        return load<std::int16_t>(at);
    case GgufValueType::U32:
        return load<std::uint32_t>(at);
    case GgufValueType::I32:
        return load<std::int32_t>(at);
    case GgufValueType::I64:
        return load<std::int64_t>(at);
    case GgufValueType::U64: {
        const auto value = load<std::uint64_t>(at);
        return value > std::uint64_t(std::numeric_limits<std::int64_t>::max()) ? std::nullopt : std::optional(std::int64_t(value));
    }
    default:
        return {};
    }
}

double shortest(float value) {
    char text[32];
    const auto end = std::to_chars(text, text + sizeof text, value).ptr;
    double out = value;
    std::from_chars(text, end, out);
    return out;
}

std::optional<double> numberOf(GgufValueType type, const std::byte* at) {
    if (type == GgufValueType::F32) {
        const auto value = load<float>(at);
        return std::isfinite(value) ? shortest(value) : double(value);
    }
    if (type == GgufValueType::F64)
        return load<double>(at);
    if (const auto whole = integerOf(type, at))
        return double(*whole);
    return {};
}

std::string textOf(std::span<const std::byte> bytes) {
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

} // namespace

std::int64_t GgufTensor::elements() const {
    return std::accumulate(shape.begin(), shape.end(), std::int64_t{1}, std::multiplies<>());
}

void GgufTensor::toFloat(std::span<float> out) const {
    if (out.size() != static_cast<std::size_t>(elements()))
        base::fail(where, SH_TR("The destination has another size than the tensor"), {}, ErrorKind::Internal);
    if (!ggufReadable(type))
        base::fail(where, Text(SH_TR("Tensors of type %1 cannot be read"), {std::string(typeName())}),
                   SH_TR("Use a file with F32, F16, BF16, Q8_0, Q4_0, Q4_1 or IQ4_NL weights"), ErrorKind::Unsupported);
    decodeBlocks(static_cast<GgufType>(type), bytes, out);
}

GgufFile::GgufFile(const std::filesystem::path& path) : path_(path), map_(mapFile(path)) {
    auto header = parseGguf({map_.bytes.get(), map_.size}, path.string());
    version_ = header.version;
    for (auto& [key, value] : header.values) {
        keys_.push_back(key);
        values_.emplace(std::move(key), value);
    }
    tensors_ = std::move(header.tensors);
    for (std::size_t i = 0; i < tensors_.size(); ++i)
        index_.emplace(tensors_[i].name, i);
}

const GgufTensor* GgufFile::find(const std::string& name) const {
    const auto found = index_.find(name);
    return found == index_.end() ? nullptr : &tensors_[found->second];
}

const GgufValue* GgufFile::value(const std::string& key) const {
    const auto found = values_.find(key);
    return found == values_.end() ? nullptr : &found->second;
}

void GgufFile::refuse(const std::string& key, const char* expected) const {
    base::fail(path_.string() + ", " + key, Text(SH_TR("The value has another type than expected (%1), or is out of range"), {expected}));
}

std::optional<std::string> GgufFile::text(const std::string& key) const {
    const auto* found = value(key);
    if (!found)
        return {};
    if (found->type != GgufValueType::String)
        refuse(key, "string");
    return textOf(found->bytes);
}

std::optional<std::int64_t> GgufFile::integer(const std::string& key) const {
    const auto* found = value(key);
    if (!found)
        return {};
    const auto number = integerOf(found->type, found->bytes.data());
    if (!number)
        refuse(key, "integer");
    return number;
}

std::optional<double> GgufFile::number(const std::string& key) const {
    const auto* found = value(key);
    if (!found)
        return {};
    const auto number = numberOf(found->type, found->bytes.data());
    if (!number)
        refuse(key, "number");
    return number;
}

std::optional<bool> GgufFile::boolean(const std::string& key) const {
    const auto* found = value(key);
    if (!found)
        return {};
    if (found->type != GgufValueType::Bool)
        refuse(key, "boolean");
    return found->bytes[0] != std::byte{0};
}

std::optional<std::vector<std::int64_t>> GgufFile::integers(const std::string& key) const {
    const auto* found = value(key);
    if (!found)
        return {};
    if (found->type != GgufValueType::Array)
        return std::vector<std::int64_t>{*integer(key)};
    std::vector<std::int64_t> out;
    const auto each = ggufValueBytes(found->element);
    for (std::uint64_t i = 0; i < found->count; ++i) {
        const auto number = integerOf(found->element, found->bytes.data() + i * each);
        if (!number)
            refuse(key, "array of integers");
        out.push_back(*number);
    }
    return out;
}

std::optional<std::vector<float>> GgufFile::numbers(const std::string& key) const {
    const auto* found = value(key);
    if (!found)
        return {};
    if (found->type != GgufValueType::Array || found->element != GgufValueType::F32)
        refuse(key, "array of F32");
    std::vector<float> out(found->count);
    if (!out.empty())
        std::memcpy(out.data(), found->bytes.data(), found->bytes.size());
    return out;
}

std::optional<std::vector<std::string>> GgufFile::texts(const std::string& key) const {
    const auto* found = value(key);
    if (!found)
        return {};
    if (found->type != GgufValueType::Array || found->element != GgufValueType::String)
        refuse(key, "array of strings");
    std::vector<std::string> out;
    for (auto rest = found->bytes; out.size() < found->count;) {
        const auto length = load<std::uint64_t>(rest.data());
        out.push_back(textOf(rest.subspan(8, length)));
        rest = rest.subspan(8 + length);
    }
    return out;
}

} // namespace stillhouse::formats
