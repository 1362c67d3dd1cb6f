// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/onnx_writer.h"

#include "core/base/atomic_file.h"
#include "core/base/failure.h"
#include "core/base/file.h"
#include "core/formats/half.h"
#include "core/formats/onnx_graph.h"
#include "core/formats/protobuf.h"

#include <cmath>
#include <cstring>
#include <optional>

namespace stillhouse::formats {

namespace {

constexpr std::int64_t kPage = 4096; ///< where a tensor of the data file starts, so that it can be mapped
constexpr std::int64_t kChunk = 1 << 20;

std::string pairText(const std::string& key, const std::string& value) { return WireWriter().bytes(1, key).bytes(2, value).text(); }

std::string nodeText(const OnnxNode& node) {
    WireWriter out;
    for (const auto& name : node.inputs)
        out.bytes(1, name);
    for (const auto& name : node.outputs)
        out.bytes(2, name);
    out.bytes(3, node.outputs.front()).bytes(4, node.op);
    for (const auto& attribute : node.attributes) {
        WireWriter text;
        text.bytes(1, attribute.name);
        switch (attribute.kind) {
        case OnnxAttribute::Kind::Real: text.real(2, attribute.real); break;
        case OnnxAttribute::Kind::Integer: text.number(3, attribute.integer); break;
        case OnnxAttribute::Kind::Integers:
            for (const auto value : attribute.integers)
                text.number(8, value);
        }
        out.bytes(5, text.number(20, std::int64_t(attribute.kind)).text());
    }
    return out.text();
}

std::string valueText(const OnnxValue& value) {
    WireWriter shape;
    for (const auto& dim : value.dims) {
        const bool number = dim.find_first_not_of("0123456789") == std::string::npos;
        shape.bytes(1, number ? WireWriter().number(1, std::stoll(dim)).text() : WireWriter().bytes(2, dim).text());
    }
    const auto tensor = WireWriter().number(1, std::int64_t(value.type)).bytes(2, shape.text()).text();
    return WireWriter().bytes(1, value.name).bytes(2, WireWriter().bytes(1, tensor).text()).text();
}

// A TensorProto up to its bytes.
WireWriter tensorHead(const OnnxTensor& tensor) {
    WireWriter out;
    for (const auto dim : tensor.dims)
        out.number(1, dim);
    return out.number(2, std::int64_t(tensor.type)).bytes(8, tensor.name);
}

class Writer {
public:
    Writer(const std::filesystem::path& path, const ModelConfig& config, const OnnxWriteOptions& options, const ParameterRows& rows)
        : path_(path), options_(options), rows_(rows), graph_(decoderGraph(config, options.matrices)) {
        for (const auto& tensor : graph_.initializers)
            total_ += tensor.content.empty() ? tensor.byteCount() : 0;
        external_ = total_ > options.externalBeyond;
    }

    void write() {
        base::AtomicFile model(path_);
        if (external_)
            data_.emplace(onnxDataFile(path_));
        head(model);
        for (const auto& tensor : graph_.initializers)
            initializer(model, tensor);
        model.write(tail_);
        if (data_) {
            std::filesystem::remove(path_);
            data_->commit();
        }
        try {
            model.commit();
        } catch (...) {
            if (data_)
                std::filesystem::remove(onnxDataFile(path_));
            throw;
        }
        if (!external_)
            base::removeFile(onnxDataFile(path_)); // an older model's
    }

private:
    bool apart(const OnnxTensor& tensor) const { return external_ && tensor.content.empty(); }

    // Everything of the TensorProto that is not streamed after it.
    std::string initializerText(const OnnxTensor& tensor, std::int64_t place) const {
        auto out = tensorHead(tensor);
        if (!tensor.content.empty())
            return out.bytes(9, tensor.content).text();
        if (!external_)
            return out.head(9, std::uint64_t(tensor.byteCount())).text();
        out.bytes(13, pairText("location", onnxDataFile(path_).filename().string()));
        out.bytes(13, pairText("offset", std::to_string(place))).bytes(13, pairText("length", std::to_string(tensor.byteCount())));
        return out.number(14, 1).text();
    }

    // All lengths are known before the first weight is read: the graph's own is the sum of its parts.
    void head(base::AtomicFile& model) {
        WireWriter nodes, ends;
        for (const auto& node : graph_.nodes)
            nodes.bytes(1, nodeText(node));
        nodes.bytes(2, "decoder");
        for (const auto& value : graph_.inputs)
            ends.bytes(11, valueText(value));
        for (const auto& value : graph_.outputs)
            ends.bytes(12, valueText(value));
        auto length = nodes.text().size() + ends.text().size();
        std::int64_t place = 0;
        for (const auto& tensor : graph_.initializers) {
            const auto text = initializerText(tensor, place);
            const bool streamed = tensor.content.empty() && !external_;
            const auto inside = text.size() + (streamed ? std::size_t(tensor.byteCount()) : 0);
            heads_.push_back(WireWriter().head(5, inside).text() + text);
            length += heads_.back().size() + inside - text.size();
            places_.push_back(place);
            if (apart(tensor))
                place = (place + tensor.byteCount() + kPage - 1) / kPage * kPage;
        }
        WireWriter start;
        start.number(1, onnxIrVersion).bytes(2, "Stillhouse").bytes(8, WireWriter().bytes(1, "").number(2, onnxOpset).text());
        for (const auto& [key, value] : options_.metadata)
            start.bytes(14, pairText(key, value));
        model.write(start.head(7, length).text());
        model.write(nodes.text());
        tail_ = ends.text();
    }

    void initializer(base::AtomicFile& model, const OnnxTensor& tensor) {
        model.write(heads_[next_]);
        if (apart(tensor)) {
            data_->write(std::string(std::size_t(places_[next_] - place_), '\0'));
            place_ = places_[next_] + tensor.byteCount();
        }
        ++next_;
        if (tensor.content.empty())
            stream(data_ ? *data_ : model, tensor);
    }

    void stream(base::AtomicFile& file, const OnnxTensor& tensor) {
        const auto width = tensor.dims.back(), height = tensor.elements() / width;
        std::vector<float> row(static_cast<std::size_t>(width));
        std::string buffer;
        for (std::int64_t r = 0; r < height; ++r) {
            rows_(tensor.name, r, row);
            append(buffer, row, tensor);
            if (std::int64_t(buffer.size()) < kChunk && r + 1 < height)
                continue;
            file.write(buffer);
            done_ += std::int64_t(buffer.size());
            buffer.clear();
            if (options_.progress)
                options_.progress(done_, total_);
        }
    }

    void append(std::string& buffer, std::span<const float> row, const OnnxTensor& tensor) const {
        if (tensor.type == OnnxType::F32) {
            buffer.append(reinterpret_cast<const char*>(row.data()), row.size_bytes());
            return;
        }
        for (const float value : row) {
            const auto half = floatToF16(value);
            if (std::isfinite(value) && (half & 0x7fffu) == 0x7c00u)
                base::fail(path_.string() + ", tensor " + tensor.name, SH_TR("A weight is too large for F16"), SH_TR("Export as f32"));
            buffer.append(reinterpret_cast<const char*>(&half), sizeof half);
        }
    }

    const std::filesystem::path& path_;
    const OnnxWriteOptions& options_;
    const ParameterRows& rows_;
    OnnxGraph graph_;
    bool external_ = false;
    std::optional<base::AtomicFile> data_;
    std::vector<std::string> heads_;
    std::vector<std::int64_t> places_; ///< in the data file
    std::string tail_;
    std::size_t next_ = 0;
    std::int64_t total_ = 0, done_ = 0, place_ = 0;
};

} // namespace

std::filesystem::path onnxDataFile(const std::filesystem::path& path) { return path.string() + ".data"; }

void writeOnnx(const std::filesystem::path& path, const ModelConfig& config, const OnnxWriteOptions& options, const ParameterRows& rows) {
    Writer(path, config, options, rows).write();
}

} // namespace stillhouse::formats
