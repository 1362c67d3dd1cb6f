// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/gguf_parse.h"

#include "core/base/failure.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <unordered_set>

namespace stillhouse::formats {

static_assert(std::endian::native == std::endian::little, "GGUF files are read in place");

namespace {

using base::fail;

constexpr std::uint64_t minValueBytes = 8 + 4 + 1;      // key length, type, the smallest value
constexpr std::uint64_t minTensorBytes = 8 + 4 + 4 + 8; // name length, dimensions, type, offset
constexpr std::uint64_t maxNameBytes = 65535;
constexpr std::uint32_t maxDimensions = 4;
constexpr std::uint64_t maxAlignment = std::uint64_t{1} << 20;

const Text damaged() {
    return SH_TR("The file is incomplete or damaged; get it again");
}

// Walks the head of the file; every step is checked against its end.
class Cursor {
public:
    Cursor(std::span<const std::byte> file, const std::string& where) : file_(file), where_(where) {}

    std::uint64_t at() const { return at_; }
    std::uint64_t left() const { return file_.size() - at_; }
    std::string place(const std::string& field) const { return where_ + ", byte " + std::to_string(at_) + ", " + field; }

    template <class Number> Number number(const std::string& field) {
        Number value;
        std::memcpy(&value, take(sizeof value, field).data(), sizeof value);
        return value;
    }

    std::span<const std::byte> take(std::uint64_t bytes, const std::string& field) {
        if (bytes > left())
            fail(place(field),
                 Text(SH_TR("%1 bytes are needed here, but the file has %2 left"), {std::to_string(bytes), std::to_string(left())}),
                 damaged());
        at_ += bytes;
        return file_.subspan(at_ - bytes, bytes);
    }

    std::string name(const std::string& field) {
        const auto start = place(field);
        const auto length = number<std::uint64_t>(field);
        if (length == 0 || length > maxNameBytes)
            fail(start, Text(SH_TR("A name of %1 bytes cannot be"), {std::to_string(length)}), damaged());
        const auto bytes = take(length, field);
        return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
    }

    // A count of things that take at least `each` bytes.
    std::uint64_t count(std::uint64_t each, const std::string& field) {
        const auto start = place(field);
        const auto value = number<std::uint64_t>(field);
        if (value > left() / each)
            fail(start, Text(SH_TR("The file claims %1 entries but has %2 bytes left"), {std::to_string(value), std::to_string(left())}),
                 damaged());
        return value;
    }

    GgufValueType valueType(const std::string& field) {
        const auto start = place(field);
        const auto type = number<std::uint32_t>(field);
        if (type > static_cast<std::uint32_t>(GgufValueType::F64))
            fail(start, Text(SH_TR("%1 is no type of a value"), {std::to_string(type)}), damaged());
        return static_cast<GgufValueType>(type);
    }

private:
    std::span<const std::byte> file_;
    const std::string& where_;
    std::uint64_t at_ = 0;
};

void checkBooleans(const GgufValue& value, const std::string& place) {
    for (const auto byte : value.bytes)
        if (std::to_integer<unsigned>(byte) > 1)
            fail(place, SH_TR("A boolean is neither 0 nor 1"), damaged());
}

void readArray(Cursor& cursor, GgufValue& value, const std::string& field) {
    const auto place = cursor.place(field);
    value.element = cursor.valueType(field);
    if (value.element == GgufValueType::Array)
        fail(place, SH_TR("An array of arrays is not supported"), {}, ErrorKind::Unsupported);
    const bool strings = value.element == GgufValueType::String;
    const auto each = strings ? 8 : ggufValueBytes(value.element);
    value.count = cursor.count(each, field);
    if (!strings) {
        value.bytes = cursor.take(value.count * each, field);
        return;
    }
    const std::byte* start = cursor.take(0, field).data();
    const auto from = cursor.at();
    for (std::uint64_t i = 0; i < value.count; ++i)
        cursor.take(cursor.number<std::uint64_t>(field), field);
    value.bytes = {start, cursor.at() - from};
}

GgufValue readValue(Cursor& cursor, const std::string& field) {
    GgufValue value;
    const auto place = cursor.place(field);
    value.type = cursor.valueType(field);
    if (value.type == GgufValueType::Array)
        readArray(cursor, value, field);
    else if (value.type == GgufValueType::String)
        value.bytes = cursor.take(cursor.number<std::uint64_t>(field), field);
    else
        value.bytes = cursor.take(ggufValueBytes(value.type), field);
    if (value.type == GgufValueType::Bool || (value.type == GgufValueType::Array && value.element == GgufValueType::Bool))
        checkBooleans(value, place);
    return value;
}

std::uint32_t readVersion(Cursor& cursor, const std::string& where) {
    const auto magic = cursor.left() >= 4 ? cursor.number<std::uint32_t>("magic") : 0;
    if (magic != 0x46554747u) // "GGUF"
        fail(where + ", byte 0, magic", SH_TR("This is no GGUF file: it does not begin with “GGUF”"));
    const auto version = cursor.number<std::uint32_t>("version");
    if (__builtin_bswap32(version) <= 3 && version > 3)
        fail(where + ", byte 4, version", SH_TR("This is a big-endian GGUF file"), SH_TR("Get the little-endian one"),
             ErrorKind::Unsupported);
    if (version != 2 && version != 3)
        fail(where + ", byte 4, version", Text(SH_TR("GGUF version %1 is not supported"), {std::to_string(version)}),
             SH_TR("Versions 2 and 3 are read"), ErrorKind::Unsupported);
    return version;
}

struct TensorEntry {
    std::uint64_t offset = 0, bytes = 0;
    std::string place;
};

std::uint64_t checkedTensorBytes(const GgufTensor& tensor, const std::string& place) {
    const auto* info = ggufTypeInfo(tensor.type);
    if (!info)
        fail(place, Text(SH_TR("Tensor type %1 is not known"), {std::to_string(tensor.type)}), {}, ErrorKind::Unsupported);
    const auto row = tensor.shape.empty() ? 1 : tensor.shape.back();
    if (row % info->blockElements != 0)
        fail(place, Text(SH_TR("A row of %1 elements is no whole number of blocks of %2 (%3)"),
                         {std::to_string(row), std::to_string(info->blockElements), std::string(info->name)}));
    std::int64_t count = 1, bytes = 0;
    bool bad = false;
    for (const auto size : tensor.shape)
        bad |= size < 1 || __builtin_mul_overflow(count, size, &count);
    bad = bad || __builtin_mul_overflow(count / info->blockElements, info->blockBytes, &bytes);
    if (bad)
        fail(place, SH_TR("The shape is absurd"), damaged());
    return static_cast<std::uint64_t>(bytes);
}

TensorEntry readTensor(Cursor& cursor, GgufTensor& tensor, std::uint64_t alignment, const std::string& where) {
    TensorEntry entry;
    tensor.name = cursor.name("tensor name");
    tensor.where = where + ", tensor " + tensor.name;
    const std::string field = "tensor " + tensor.name;
    entry.place = cursor.place(field);
    const auto dimensions = cursor.number<std::uint32_t>(field);
    if (dimensions > maxDimensions)
        fail(entry.place,
             Text(SH_TR("The tensor has %1 dimensions; at most %2 are possible"),
                  {std::to_string(dimensions), std::to_string(maxDimensions)}),
             damaged());
    for (std::uint32_t i = 0; i < dimensions; ++i)
        tensor.shape.push_back(cursor.number<std::int64_t>(field));
    std::reverse(tensor.shape.begin(), tensor.shape.end());
    tensor.type = cursor.number<std::uint32_t>(field);
    entry.bytes = checkedTensorBytes(tensor, entry.place);
    entry.offset = cursor.number<std::uint64_t>(field);
    if (entry.offset % alignment != 0)
        fail(entry.place, Text(SH_TR("The data offset %1 is no multiple of %2"), {std::to_string(entry.offset), std::to_string(alignment)}),
             damaged());
    return entry;
}

std::uint64_t readAlignment(const GgufHeader& header, const std::string& where) {
    for (const auto& [key, value] : header.values) {
        if (key != "general.alignment")
            continue;
        std::uint32_t alignment = 0;
        if (value.type == GgufValueType::U32)
            std::memcpy(&alignment, value.bytes.data(), sizeof alignment);
        if (!std::has_single_bit(alignment) || alignment > maxAlignment)
            fail(where + ", general.alignment", SH_TR("The alignment is not a power of two of at most a megabyte"), damaged());
        return alignment;
    }
    return 32;
}

// Sets each tensor's bytes after checking that they lie in the data part and in no other tensor.
void placeTensors(GgufHeader& header, const std::vector<TensorEntry>& entries, std::span<const std::byte> data) {
    std::vector<std::size_t> order(entries.size());
    for (std::size_t i = 0; i < order.size(); ++i)
        order[i] = i;
    std::sort(order.begin(), order.end(), [&](auto a, auto b) { return entries[a].offset < entries[b].offset; });
    std::uint64_t end = 0;
    for (const auto i : order) {
        const auto& entry = entries[i];
        if (entry.offset > data.size() || entry.bytes > data.size() - entry.offset)
            fail(entry.place,
                 Text(SH_TR("%1 bytes at data offset %2 lie outside the %3 bytes of data"),
                      {std::to_string(entry.bytes), std::to_string(entry.offset), std::to_string(data.size())}),
                 damaged());
        if (entry.offset < end)
            fail(entry.place, SH_TR("The tensor's data overlap another tensor's"), damaged());
        end = entry.offset + entry.bytes;
        header.tensors[i].bytes = data.subspan(entry.offset, entry.bytes);
    }
}

} // namespace

std::size_t ggufValueBytes(GgufValueType type) {
    constexpr std::size_t sizes[] = {1, 1, 2, 2, 4, 4, 4, 1, 0, 0, 8, 8, 8};
    return sizes[static_cast<std::size_t>(type)];
}

GgufHeader parseGguf(std::span<const std::byte> file, const std::string& where) {
    GgufHeader header;
    Cursor cursor(file, where);
    header.version = readVersion(cursor, where);
    const auto tensors = cursor.count(minTensorBytes, "number of tensors");
    const auto values = cursor.count(minValueBytes, "number of metadata values");
    std::unordered_set<std::string> seen;
    for (std::uint64_t i = 0; i < values; ++i) {
        auto key = cursor.name("metadata key");
        if (!seen.insert(key).second)
            fail(cursor.place(key), SH_TR("The key is listed twice"), damaged());
        auto value = readValue(cursor, key);
        header.values.emplace_back(std::move(key), value);
    }
    const auto alignment = readAlignment(header, where);
    std::vector<TensorEntry> entries;
    seen.clear();
    for (std::uint64_t i = 0; i < tensors; ++i) {
        entries.push_back(readTensor(cursor, header.tensors.emplace_back(), alignment, where));
        if (!seen.insert(header.tensors.back().name).second)
            fail(entries.back().place, SH_TR("The tensor is listed twice"), damaged());
    }
    const auto start = (cursor.at() + alignment - 1) / alignment * alignment;
    placeTensors(header, entries, start < file.size() ? file.subspan(start) : std::span<const std::byte>());
    return header;
}

} // namespace stillhouse::formats
