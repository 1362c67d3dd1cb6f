// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/api/text.h"
#include "core/formats/mapped_file.h"
#include "core/formats/onnx_graph.h"

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <unordered_map>

namespace stillhouse::formats {

/// An ONNX file as decoderGraph describes one: nodes of the default domain without sub-graphs, initializers in raw bytes or in a file
/// beside it, attributes FLOAT, INT and INTS. Weights stay in the mapped file; every length, shape and offset is checked against the
/// bytes that are there before anything is allocated for it. base::Failure names file and offset. Const members are thread-safe.
class OnnxFile {
public:
    explicit OnnxFile(const std::filesystem::path& path);

    std::int64_t irVersion() const { return irVersion_; }
    std::int64_t opset() const { return opset_; } ///< of the default domain
    const std::string& where() const { return where_; } ///< the path, as messages name it
    const std::string& producer() const { return producer_; }
    const std::map<std::string, std::string>& metadata() const { return metadata_; }
    /// Each initializer's `bytes` lie in the mapping, little-endian and at any alignment.
    const OnnxGraph& graph() const { return graph_; }
    const OnnxTensor* find(const std::string& initializer) const;

private:
    using Bytes = std::span<const std::byte>;
    std::uint64_t offsetOf(Bytes part) const;
    void readOpset(Bytes message);
    void readGraph(Bytes message);
    OnnxNode node(Bytes message) const;
    OnnxAttribute attribute(Bytes message) const;
    OnnxValue value(Bytes message) const;
    void readTensorType(Bytes message, OnnxValue& out) const;
    std::string dimension(Bytes message) const;
    OnnxTensor tensor(Bytes message);
    void checkBytes(OnnxTensor& tensor, std::int64_t type, std::uint64_t offset) const;
    void external(const std::map<std::string, std::string>& entries, OnnxTensor& tensor, std::uint64_t offset);
    std::pair<std::string, std::string> pair(Bytes message) const;
    [[noreturn]] void refuse(std::uint64_t offset, Text what) const;

    std::filesystem::path path_;
    std::string where_;
    MappedFile file_;
    std::map<std::string, MappedFile> data_; ///< files beside this one
    std::int64_t irVersion_ = 0, opset_ = 0;
    std::string producer_;
    std::map<std::string, std::string> metadata_;
    OnnxGraph graph_;
    std::unordered_map<std::string, std::size_t> index_;
};

} // namespace stillhouse::formats
