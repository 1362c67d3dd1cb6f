// SPDX-License-Identifier: GPL-3.0-or-later
// The GGUF container (github.com/ggml-org/ggml, docs/gguf.md): magic, version, counts, typed metadata, tensor table, aligned data.
#pragma once
#include "core/formats/gguf_types.h"
#include "core/formats/mapped_file.h"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace stillhouse::formats {

/// Types of metadata values, numbers as in the file.
enum class GgufValueType : std::uint32_t { U8, I8, U16, I16, U32, I32, F32, Bool, String, Array, U64, I64, F64 };

/// One metadata value: its bytes in the mapping, checked but not yet decoded. Lives as long as the file object.
struct GgufValue {
    GgufValueType type = GgufValueType::U8;
    GgufValueType element = GgufValueType::U8; ///< of an array
    std::uint64_t count = 1;                   ///< of an array
    std::span<const std::byte> bytes;          ///< a string without its length; an array's elements
};

/// A tensor of an open file. The shape is in the order of Hugging Face, (out, in): the reverse of the file's.
struct GgufTensor {
    std::string name;
    std::uint32_t type = 0; ///< may be one that cannot be decoded: see ggufReadable
    std::vector<std::int64_t> shape;
    std::span<const std::byte> bytes;
    std::string where; ///< file and tensor, for errors

    std::int64_t elements() const;
    std::string_view typeName() const { return ggufTypeInfo(type)->name; }
    /// The elements as F32; `out` holds elements(). base::Failure names tensor and type when it cannot be decoded.
    void toFloat(std::span<float> out) const;
};

/// Reads versions 2 and 3, little-endian, through a memory mapping: opening costs the header alone. All of it is checked first:
/// counts against what the file could hold, string lengths and array sizes against its end, nesting (arrays of arrays are refused),
/// duplicate keys and tensor names, alignment, shapes without overflow, blocks against row length, offsets against the data part and
/// each other. Vocabulary-only files have no tensors. base::Failure names file, byte and field. Const members are thread-safe.
class GgufFile {
public:
    explicit GgufFile(const std::filesystem::path& path);

    const std::filesystem::path& path() const { return path_; }
    std::uint32_t version() const { return version_; }
    std::uint64_t fileBytes() const { return map_.size; }
    /// In the order of the file's table.
    const std::vector<GgufTensor>& tensors() const { return tensors_; }
    const GgufTensor* find(const std::string& name) const;

    /// Metadata by key; nothing where the key is absent. base::Failure names file and key for a value of another type or range.
    bool has(const std::string& key) const { return values_.contains(key); }
    std::optional<std::string> text(const std::string& key) const;
    std::optional<std::int64_t> integer(const std::string& key) const;
    /// An F32 is read as the shortest decimal that names it, so that 1e-6 stays 1e-6.
    std::optional<double> number(const std::string& key) const;
    std::optional<bool> boolean(const std::string& key) const;
    /// An array; a single integer counts as an array of one.
    std::optional<std::vector<std::int64_t>> integers(const std::string& key) const;
    std::optional<std::vector<float>> numbers(const std::string& key) const;
    std::optional<std::vector<std::string>> texts(const std::string& key) const;
    /// Keys in the order of the file.
    const std::vector<std::string>& keys() const { return keys_; }

private:
    const GgufValue* value(const std::string& key) const;
    [[noreturn]] void refuse(const std::string& key, const char* expected) const;

    std::filesystem::path path_;
    MappedFile map_;
    std::uint32_t version_ = 0;
    std::vector<std::string> keys_;
    std::unordered_map<std::string, GgufValue> values_;
    std::vector<GgufTensor> tensors_;
    std::unordered_map<std::string, std::size_t> index_;
};

} // namespace stillhouse::formats
