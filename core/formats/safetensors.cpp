// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/safetensors.h"

#include "core/base/failure.h"
#include "core/formats/half.h"
#include "core/formats/mapped_file.h"
#include "core/formats/safetensors_header.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstring>
#include <functional>
#include <numeric>

namespace stillhouse::formats {

static_assert(std::endian::native == std::endian::little, "safetensors is little-endian and is read in place");

namespace {

template <class Stored, class Convert> void convert(std::span<const std::byte> bytes, std::span<float> out, Convert toFloat) {
    for (std::size_t i = 0; i < out.size(); ++i) {
        Stored value;
        std::memcpy(&value, bytes.data() + i * sizeof(Stored), sizeof(Stored));
        out[i] = toFloat(value);
    }
}

// Rounds to 16 bits in pieces, so that a large tensor needs no second copy of itself.
void writeRounded(base::AtomicFile& file, std::span<const float> values, DType type, const std::string& where) {
    std::array<std::uint16_t, 16384> buffer;
    for (std::size_t start = 0; start < values.size(); start += buffer.size()) {
        const auto part = values.subspan(start, std::min(buffer.size(), values.size() - start));
        for (std::size_t i = 0; i < part.size(); ++i) {
            buffer[i] = type == DType::F16 ? floatToF16(part[i]) : floatToBf16(part[i]);
            if (type == DType::F16 && (buffer[i] & 0x7fffu) == 0x7c00u && std::isfinite(part[i]))
                base::fail(where + ", element " + std::to_string(start + i),
                           Text(SH_TR("The value %1 is too large for F16"), {std::to_string(part[i])}), SH_TR("Save as BF16 or F32"));
        }
        file.write(std::as_bytes(std::span(buffer.data(), part.size())));
    }
}

} // namespace

std::int64_t TensorInfo::elements() const {
    return std::accumulate(shape.begin(), shape.end(), std::int64_t{1}, std::multiplies<>());
}

void TensorView::toFloat(std::span<float> out) const {
    if (out.size() != static_cast<std::size_t>(info.elements()))
        base::fail(info.name, SH_TR("The destination has another size than the tensor"), {}, ErrorKind::Internal);
    const auto plain = [](auto value) { return static_cast<float>(value); };
    switch (info.dtype) {
    case DType::F32:
        if (!out.empty())
            std::memcpy(out.data(), bytes.data(), bytes.size());
        return;
    case DType::F16:
        return convert<std::uint16_t>(bytes, out, f16ToFloat);
    case DType::BF16:
        return convert<std::uint16_t>(bytes, out, bf16ToFloat);
    case DType::F64:
        return convert<double>(bytes, out, plain);
    case DType::I64:
        return convert<std::int64_t>(bytes, out, plain);
    case DType::I32:
        return convert<std::int32_t>(bytes, out, plain);
    case DType::I16:
        return convert<std::int16_t>(bytes, out, plain);
    case DType::I8:
        return convert<std::int8_t>(bytes, out, plain);
    case DType::U8:
    case DType::Bool:
        return convert<std::uint8_t>(bytes, out, plain);
    }
}

SafetensorsFile::SafetensorsFile(const std::filesystem::path& path) : path_(path) {
    auto mapping = mapFile(path);
    if (mapping.size < 8)
        base::fail(path.string(), Text(SH_TR("A safetensors file has at least 8 bytes; this one has %1"), {std::to_string(mapping.size)}),
                   SH_TR("The file is incomplete or damaged; get it again"));
    mapping_ = std::move(mapping.bytes);
    fileBytes_ = mapping.size;
    std::uint64_t headerBytes = 0;
    std::memcpy(&headerBytes, mapping_.get(), sizeof headerBytes);
    if (headerBytes > fileBytes_ - 8 || headerBytes > maxHeaderBytes)
        base::fail(path.string() + ", byte 0",
                   Text(SH_TR("The header claims %1 bytes; the file has %2"), {std::to_string(headerBytes), std::to_string(fileBytes_)}),
                   SH_TR("This is no safetensors file, or it is incomplete"));
    const std::string_view json(reinterpret_cast<const char*>(mapping_.get()) + 8, headerBytes);
    const auto* data = mapping_.get() + 8 + headerBytes;
    auto header = parseHeader(json, fileBytes_ - 8 - headerBytes, path.string());
    metadata_ = std::move(header.metadata);
    tensors_.reserve(header.entries.size());
    for (auto& entry : header.entries) {
        index_.emplace(entry.info.name, tensors_.size());
        tensors_.push_back({std::move(entry.info), {data + entry.begin, data + entry.end}});
    }
}

const TensorView* SafetensorsFile::find(const std::string& name) const {
    const auto found = index_.find(name);
    return found == index_.end() ? nullptr : &tensors_[found->second];
}

const TensorView& SafetensorsFile::at(const std::string& name) const {
    const auto* view = find(name);
    if (!view)
        base::fail(path_.string() + ", tensor " + name, SH_TR("The tensor is missing"));
    return *view;
}

SafetensorsWriter::SafetensorsWriter(std::filesystem::path path, std::vector<TensorInfo> tensors,
                                     std::map<std::string, std::string> metadata)
    : file_(std::move(path)), tensors_(std::move(tensors)) {
    const auto header = headerJson(tensors_, metadata, file_.path().string());
    const std::uint64_t size = header.size();
    file_.write(std::as_bytes(std::span(&size, 1)));
    file_.write(header);
}

const TensorInfo& SafetensorsWriter::next(const std::string& name) {
    if (written_ == tensors_.size() || tensors_[written_].name != name)
        base::fail(file_.path().string() + ", tensor " + name, SH_TR("Tensors must be written in the order announced"), {},
                   ErrorKind::Internal);
    return tensors_[written_++];
}

void SafetensorsWriter::write(const std::string& name, std::span<const float> values) {
    const auto& info = next(name);
    const auto where = file_.path().string() + ", tensor " + name;
    if (values.size() != static_cast<std::size_t>(info.elements()))
        base::fail(where, SH_TR("The tensor has another size than announced"), {}, ErrorKind::Internal);
    if (info.dtype == DType::F32)
        file_.write(std::as_bytes(values));
    else if (info.dtype == DType::F16 || info.dtype == DType::BF16)
        writeRounded(file_, values, info.dtype, where);
    else
        base::fail(where, Text(SH_TR("Floating-point values cannot be stored as %1"), {std::string(dtypeName(info.dtype))}), {},
                   ErrorKind::Internal);
}

void SafetensorsWriter::writeBytes(const std::string& name, std::span<const std::byte> bytes) {
    const auto& info = next(name);
    if (bytes.size() != static_cast<std::size_t>(info.byteCount()))
        base::fail(file_.path().string() + ", tensor " + name, SH_TR("The tensor has another size than announced"), {},
                   ErrorKind::Internal);
    file_.write(bytes);
}

void SafetensorsWriter::commit() {
    if (written_ != tensors_.size())
        base::fail(file_.path().string() + ", tensor " + tensors_[written_].name, SH_TR("The tensor was announced but not written"), {},
                   ErrorKind::Internal);
    file_.commit();
}

} // namespace stillhouse::formats
