// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/gguf_metadata.h"

namespace stillhouse::formats {

namespace {

template <class Number> void append(std::string& out, Number value) {
    out.append(reinterpret_cast<const char*>(&value), sizeof value);
}

void appendText(std::string& out, std::string_view text) {
    append(out, std::uint64_t(text.size()));
    out += text;
}

} // namespace

void GgufMetadata::begin(const std::string& key, GgufValueType type) {
    ++count_;
    appendText(bytes_, key);
    append(bytes_, std::uint32_t(type));
}

void GgufMetadata::beginArray(const std::string& key, GgufValueType element, std::size_t count) {
    begin(key, GgufValueType::Array);
    append(bytes_, std::uint32_t(element));
    append(bytes_, std::uint64_t(count));
}

void GgufMetadata::add(const std::string& key, std::string_view text) {
    begin(key, GgufValueType::String);
    appendText(bytes_, text);
}

void GgufMetadata::add(const std::string& key, std::uint32_t number) {
    begin(key, GgufValueType::U32);
    append(bytes_, number);
}

void GgufMetadata::add(const std::string& key, float number) {
    begin(key, GgufValueType::F32);
    append(bytes_, number);
}

void GgufMetadata::add(const std::string& key, bool value) {
    begin(key, GgufValueType::Bool);
    append(bytes_, std::uint8_t(value));
}

void GgufMetadata::add(const std::string& key, std::span<const std::string> texts) {
    beginArray(key, GgufValueType::String, texts.size());
    for (const auto& text : texts)
        appendText(bytes_, text);
}

void GgufMetadata::add(const std::string& key, std::span<const float> numbers) {
    beginArray(key, GgufValueType::F32, numbers.size());
    for (const float number : numbers)
        append(bytes_, number);
}

void GgufMetadata::add(const std::string& key, std::span<const std::int32_t> numbers) {
    beginArray(key, GgufValueType::I32, numbers.size());
    for (const auto number : numbers)
        append(bytes_, number);
}

std::string GgufMetadata::head(const std::vector<GgufPlace>& tensors) const {
    std::string out = "GGUF";
    append(out, std::uint32_t(3));
    append(out, std::uint64_t(tensors.size()));
    append(out, count_);
    out += bytes_;
    for (const auto& tensor : tensors) {
        appendText(out, tensor.name);
        append(out, std::uint32_t(tensor.shape.size()));
        for (auto size = tensor.shape.rbegin(); size != tensor.shape.rend(); ++size)
            append(out, std::uint64_t(*size));
        append(out, std::uint32_t(tensor.type));
        append(out, tensor.offset);
    }
    out.resize((out.size() + ggufAlignment - 1) / ggufAlignment * ggufAlignment, '\0');
    return out;
}

} // namespace stillhouse::formats
