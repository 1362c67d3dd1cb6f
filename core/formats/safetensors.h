// SPDX-License-Identifier: GPL-3.0-or-later
// The safetensors container (huggingface.co/docs/safetensors): 8 bytes little-endian header length, a JSON header, tensor bytes.
#pragma once
#include "core/base/atomic_file.h"
#include "core/formats/dtype.h"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

namespace stillhouse::formats {

/// What a file says about one tensor.
struct TensorInfo {
    std::string name;
    DType dtype = DType::F32;
    std::vector<std::int64_t> shape;

    /// Product of the shape. Only of shapes that passed the reader's or writer's checks.
    std::int64_t elements() const;
    std::int64_t byteCount() const { return elements() * static_cast<std::int64_t>(sizeOf(dtype)); }
    bool operator==(const TensorInfo&) const = default;
};

/// A tensor of an open file. `bytes` points into the mapping (little-endian, any alignment) and lives as long as the file object.
struct TensorView {
    TensorInfo info;
    std::span<const std::byte> bytes;

    /// The elements as F32. Exact for F32, F16, BF16, I8, U8 and BOOL, rounded for the others. `out` holds info.elements().
    void toFloat(std::span<float> out) const;
};

/// Reads through a memory mapping: opening costs the header alone, and pages that are never looked at are never read. The header
/// is checked in full before anything else: its length against the file and 100 MB, nesting, duplicate names, dtypes, sizes against
/// shapes without overflow, and that the tensors cover the data part without gap or overlap. base::Failure names file, tensor
/// and offset. Const members are thread-safe.
class SafetensorsFile {
public:
    explicit SafetensorsFile(const std::filesystem::path& path);
    SafetensorsFile(SafetensorsFile&&) noexcept = default;
    SafetensorsFile& operator=(SafetensorsFile&&) noexcept = default;

    const std::filesystem::path& path() const { return path_; }
    /// In the order in which the file lists them.
    const std::vector<TensorView>& tensors() const { return tensors_; }
    const TensorView* find(const std::string& name) const;
    /// Like find, but fails naming file and tensor.
    const TensorView& at(const std::string& name) const;
    const std::map<std::string, std::string>& metadata() const { return metadata_; }
    std::uint64_t fileBytes() const { return fileBytes_; }

private:
    std::filesystem::path path_;
    std::shared_ptr<const std::byte> mapping_;
    std::uint64_t fileBytes_ = 0;
    std::vector<TensorView> tensors_;
    std::unordered_map<std::string, std::size_t> index_;
    std::map<std::string, std::string> metadata_;
};

/// Writes a file tensor by tensor, in the order announced, converting on the way: never more than a small buffer of the model is
/// held. The file appears on commit(), whole. Errors are base::Failure (also for a value that F16 cannot hold).
class SafetensorsWriter {
public:
    SafetensorsWriter(std::filesystem::path path, std::vector<TensorInfo> tensors, std::map<std::string, std::string> metadata = {});

    /// The next tensor, rounded to its announced type, which must be F32, F16 or BF16.
    void write(const std::string& name, std::span<const float> values);
    /// The next tensor as the bytes of its announced type.
    void writeBytes(const std::string& name, std::span<const std::byte> bytes);
    /// Fails when an announced tensor was not written.
    void commit();

private:
    const TensorInfo& next(const std::string& name);

    base::AtomicFile file_;
    std::vector<TensorInfo> tensors_;
    std::size_t written_ = 0;
};

} // namespace stillhouse::formats
