// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/protobuf.h"

#include "core/base/failure.h"

#include <bit>

namespace stillhouse::formats {

namespace {

[[noreturn]] void refuse(const std::string& where, std::uint64_t offset, const char* what) {
    base::fail(where + ", offset " + std::to_string(offset), what, SH_TR("The file is incomplete or damaged; get it again"));
}

} // namespace

void WireWriter::varint(std::uint64_t value) {
    for (; value >= 128; value >>= 7)
        text_.push_back(static_cast<char>((value & 127) | 128));
    text_.push_back(static_cast<char>(value));
}

WireWriter& WireWriter::number(std::uint32_t field, std::int64_t value) {
    varint(std::uint64_t(field) << 3);
    varint(static_cast<std::uint64_t>(value));
    return *this;
}

WireWriter& WireWriter::real(std::uint32_t field, float value) {
    varint((std::uint64_t(field) << 3) | 5);
    const auto bits = std::bit_cast<std::uint32_t>(value);
    for (int shift = 0; shift < 32; shift += 8)
        text_.push_back(static_cast<char>((bits >> shift) & 255));
    return *this;
}

WireWriter& WireWriter::bytes(std::uint32_t field, std::string_view value) {
    head(field, value.size());
    text_ += value;
    return *this;
}

WireWriter& WireWriter::head(std::uint32_t field, std::uint64_t length) {
    varint((std::uint64_t(field) << 3) | 2);
    varint(length);
    return *this;
}

std::int64_t WireField::integer(const std::string& where) const {
    if (type != Type::Varint)
        refuse(where, offset, SH_TR("An ONNX field that should be a whole number is not"));
    return static_cast<std::int64_t>(value);
}

float WireField::real(const std::string& where) const {
    if (type != Type::Fixed32)
        refuse(where, offset, SH_TR("An ONNX field that should be a 32-bit number is not"));
    return std::bit_cast<float>(static_cast<std::uint32_t>(value));
}

std::span<const std::byte> WireField::message(const std::string& where) const {
    if (type != Type::Bytes)
        refuse(where, offset, SH_TR("An ONNX field that should hold text or a message does not"));
    return bytes;
}

std::string WireField::text(const std::string& where, std::size_t longest) const {
    const auto content = message(where);
    if (content.size() > longest)
        refuse(where, offset, SH_TR("A text in the ONNX file is too long"));
    return {reinterpret_cast<const char*>(content.data()), content.size()};
}

std::uint64_t WireReader::rawVarint() {
    std::uint64_t value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
        if (rest_.empty())
            refuse(where_, offset_, SH_TR("The file ends within a number"));
        const auto byte = std::to_integer<std::uint64_t>(rest_.front());
        rest_ = rest_.subspan(1);
        ++offset_;
        if (shift == 63 && byte > 1)
            break;
        value |= (byte & 127) << shift;
        if (byte < 128)
            return value;
    }
    refuse(where_, offset_, SH_TR("A number in the file has more than 64 bits"));
}

std::uint64_t WireReader::fixed(std::size_t count) {
    if (rest_.size() < count)
        refuse(where_, offset_, SH_TR("The file ends within a number"));
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < count; ++i)
        value |= std::to_integer<std::uint64_t>(rest_[i]) << (8 * i);
    rest_ = rest_.subspan(count);
    offset_ += count;
    return value;
}

std::int64_t WireReader::varint() { return static_cast<std::int64_t>(rawVarint()); }

bool WireReader::next(WireField& field) {
    if (rest_.empty())
        return false;
    const auto start = offset_;
    const auto tag = rawVarint();
    field = {};
    if ((tag >> 3) == 0 || (tag >> 3) >= (1u << 29))
        refuse(where_, start, SH_TR("The file holds a field without a valid number"));
    field.number = static_cast<std::uint32_t>(tag >> 3);
    field.type = static_cast<WireField::Type>(tag & 7);
    field.offset = offset_;
    switch (tag & 7) {
    case 0: field.value = rawVarint(); return true;
    case 1: field.value = fixed(8); return true;
    case 5: field.value = fixed(4); return true;
    case 2: break;
    default: refuse(where_, start, SH_TR("The file holds a field of an unknown wire type"));
    }
    const auto length = rawVarint();
    if (length > rest_.size())
        refuse(where_, field.offset, SH_TR("A field is longer than the bytes that are left for it"));
    field.offset = offset_;
    field.bytes = rest_.first(static_cast<std::size_t>(length));
    rest_ = rest_.subspan(static_cast<std::size_t>(length));
    offset_ += length;
    return true;
}

} // namespace stillhouse::formats
