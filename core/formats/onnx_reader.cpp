// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/onnx_reader.h"

#include "core/base/failure.h"
#include "core/formats/protobuf.h"

#include <charconv>

namespace stillhouse::formats {

namespace {

std::span<const std::byte> bytesOf(const MappedFile& file) { return {file.bytes.get(), static_cast<std::size_t>(file.size)}; }

constexpr std::size_t kLongestName = 4096, kLongestText = 1 << 20;
constexpr std::size_t kMostDims = 8;

std::optional<std::uint64_t> whole(const std::string& text) {
    std::uint64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size())
        return {};
    return value;
}

// A repeated integer comes one by one or packed into one field.
void appendIntegers(const WireField& field, const std::string& where, std::vector<std::int64_t>& out) {
    if (field.type != WireField::Type::Bytes)
        return out.push_back(field.integer(where));
    WireReader packed(field.bytes, field.offset, where);
    while (!packed.done())
        out.push_back(packed.varint());
}

} // namespace

OnnxFile::OnnxFile(const std::filesystem::path& path) : path_(path), where_(path.string()), file_(mapFile(path)) {
    WireReader reader(bytesOf(file_), 0, where_);
    std::optional<Bytes> graph;
    for (WireField field; reader.next(field);) {
        switch (field.number) {
        case 1: irVersion_ = field.integer(where_); break;
        case 2: producer_ = field.text(where_, kLongestName); break;
        case 7:
            if (graph)
                refuse(field.offset, SH_TR("The file holds more than one graph"));
            graph = field.message(where_);
            break;
        case 8: readOpset(field.message(where_)); break;
        case 14: metadata_.insert(pair(field.message(where_))); break;
        default: break;
        }
    }
    if (!graph)
        refuse(0, SH_TR("The file holds no ONNX graph"));
    if (irVersion_ < 1 || opset_ < 1)
        refuse(0, SH_TR("The file does not say which version of ONNX it is written in"));
    readGraph(*graph);
}

const OnnxTensor* OnnxFile::find(const std::string& initializer) const {
    const auto found = index_.find(initializer);
    return found == index_.end() ? nullptr : &graph_.initializers[found->second];
}

std::uint64_t OnnxFile::offsetOf(Bytes part) const { return std::uint64_t(part.data() - file_.bytes.get()); }

void OnnxFile::refuse(std::uint64_t offset, Text what) const {
    base::fail(where_ + ", offset " + std::to_string(offset), std::move(what), SH_TR("Choose an ONNX file that Stillhouse wrote, or write it again"));
}

void OnnxFile::readOpset(Bytes message) {
    WireReader reader(message, offsetOf(message), where_);
    std::string domain;
    std::int64_t version = 0;
    for (WireField field; reader.next(field);) {
        if (field.number == 1)
            domain = field.text(where_, kLongestName);
        else if (field.number == 2)
            version = field.integer(where_);
    }
    if (!domain.empty() && domain != "ai.onnx")
        refuse(offsetOf(message), Text(SH_TR("The graph uses operators of the domain '%1'"), {domain}));
    opset_ = version;
}

void OnnxFile::readGraph(Bytes message) {
    WireReader reader(message, offsetOf(message), where_);
    for (WireField field; reader.next(field);) {
        switch (field.number) {
        case 1: graph_.nodes.push_back(node(field.message(where_))); break;
        case 5: {
            auto one = tensor(field.message(where_));
            if (!index_.emplace(one.name, graph_.initializers.size()).second)
                refuse(field.offset, Text(SH_TR("The initializer '%1' is there twice"), {one.name}));
            graph_.initializers.push_back(std::move(one));
            break;
        }
        case 11: graph_.inputs.push_back(value(field.message(where_))); break;
        case 12: graph_.outputs.push_back(value(field.message(where_))); break;
        case 15: refuse(field.offset, SH_TR("The graph holds sparse initializers, which this program does not read"));
        default: break;
        }
    }
}

OnnxNode OnnxFile::node(Bytes message) const {
    WireReader reader(message, offsetOf(message), where_);
    OnnxNode out;
    for (WireField field; reader.next(field);) {
        switch (field.number) {
        case 1: out.inputs.push_back(field.text(where_, kLongestName)); break;
        case 2: out.outputs.push_back(field.text(where_, kLongestName)); break;
        case 4: out.op = field.text(where_, kLongestName); break;
        case 5: out.attributes.push_back(attribute(field.message(where_))); break;
        case 7:
            if (!field.message(where_).empty())
                refuse(field.offset, Text(SH_TR("The graph uses operators of the domain '%1'"), {field.text(where_, kLongestName)}));
            break;
        default: break;
        }
    }
    if (out.op.empty() || out.outputs.empty())
        refuse(offsetOf(message), SH_TR("A node of the graph has no operator or no output"));
    return out;
}

OnnxAttribute OnnxFile::attribute(Bytes message) const {
    WireReader reader(message, offsetOf(message), where_);
    OnnxAttribute out;
    std::int64_t type = 0;
    for (WireField field; reader.next(field);) {
        switch (field.number) {
        case 1: out.name = field.text(where_, kLongestName); break;
        case 2: out.real = field.real(where_); break;
        case 3: out.integer = field.integer(where_); break;
        case 8: appendIntegers(field, where_, out.integers); break;
        case 20: type = field.integer(where_); break;
        default: break;
        }
    }
    if (type != 1 && type != 2 && type != 7)
        refuse(offsetOf(message), Text(SH_TR("The attribute '%1' is of a type that this program does not read"), {out.name}));
    out.kind = static_cast<OnnxAttribute::Kind>(type);
    return out;
}

OnnxValue OnnxFile::value(Bytes message) const {
    WireReader reader(message, offsetOf(message), where_);
    OnnxValue out;
    for (WireField field; reader.next(field);) {
        if (field.number == 1)
            out.name = field.text(where_, kLongestName);
        if (field.number != 2)
            continue;
        const auto typeMessage = field.message(where_);
        WireReader types(typeMessage, offsetOf(typeMessage), where_);
        for (WireField type; types.next(type);)
            if (type.number == 1)
                readTensorType(type.message(where_), out);
    }
    return out;
}

void OnnxFile::readTensorType(Bytes message, OnnxValue& out) const {
    WireReader reader(message, offsetOf(message), where_);
    for (WireField field; reader.next(field);) {
        if (field.number == 1) {
            if (onnxTypeSize(field.integer(where_)) == 0)
                refuse(field.offset, Text(SH_TR("'%1' is of a type that this program does not read"), {out.name}));
            out.type = static_cast<OnnxType>(field.value);
        }
        if (field.number != 2)
            continue;
        const auto shape = field.message(where_);
        WireReader dims(shape, offsetOf(shape), where_);
        for (WireField dim; dims.next(dim);)
            if (dim.number == 1)
                out.dims.push_back(dimension(dim.message(where_)));
    }
}

std::string OnnxFile::dimension(Bytes message) const {
    WireReader reader(message, offsetOf(message), where_);
    std::string out;
    for (WireField field; reader.next(field);) {
        if (field.number == 1)
            out = std::to_string(field.integer(where_));
        else if (field.number == 2)
            out = field.text(where_, kLongestName);
    }
    return out;
}

std::pair<std::string, std::string> OnnxFile::pair(Bytes message) const {
    WireReader reader(message, offsetOf(message), where_);
    std::pair<std::string, std::string> out;
    for (WireField field; reader.next(field);) {
        if (field.number == 1)
            out.first = field.text(where_, kLongestName);
        else if (field.number == 2)
            out.second = field.text(where_, kLongestText);
    }
    return out;
}

OnnxTensor OnnxFile::tensor(Bytes message) {
    const auto offset = offsetOf(message);
    WireReader reader(message, offset, where_);
    OnnxTensor out;
    std::int64_t type = 0;
    bool apart = false;
    std::map<std::string, std::string> entries;
    for (WireField field; reader.next(field);) {
        switch (field.number) {
        case 1: appendIntegers(field, where_, out.dims); break;
        case 2: type = field.integer(where_); break;
        case 8: out.name = field.text(where_, kLongestName); break;
        case 9: out.bytes = field.message(where_); break;
        case 13: entries.insert(pair(field.message(where_))); break;
        case 14: apart = field.integer(where_) == 1; break;
        case 4: case 5: case 6: case 7: case 10: case 11:
            refuse(field.offset, Text(SH_TR("The tensor '%1' is not stored as raw bytes"), {out.name}));
        default: break;
        }
        if (out.dims.size() > kMostDims)
            refuse(field.offset, SH_TR("A tensor has more than 8 dimensions"));
    }
    if (apart)
        external(entries, out, offset);
    checkBytes(out, type, offset);
    return out;
}

void OnnxFile::checkBytes(OnnxTensor& tensor, std::int64_t type, std::uint64_t offset) const {
    if (onnxTypeSize(type) == 0)
        refuse(offset, Text(SH_TR("'%1' is of a type that this program does not read"), {tensor.name}));
    tensor.type = static_cast<OnnxType>(type);
    std::int64_t bytes = std::int64_t(onnxTypeSize(type));
    for (const auto dim : tensor.dims)
        if (dim < 0 || __builtin_mul_overflow(bytes, dim, &bytes))
            refuse(offset, Text(SH_TR("The shape of the tensor '%1' is impossible"), {tensor.name}));
    if (std::uint64_t(bytes) != tensor.bytes.size())
        refuse(offset, Text(SH_TR("The tensor '%1' needs %2 bytes and has %3"), {tensor.name, std::to_string(bytes), std::to_string(tensor.bytes.size())}));
}

void OnnxFile::external(const std::map<std::string, std::string>& entries, OnnxTensor& tensor, std::uint64_t offset) {
    const auto entry = [&](const char* key) {
        const auto found = entries.find(key);
        return found == entries.end() ? std::string() : found->second;
    };
    const auto location = entry("location");
    const std::filesystem::path name(location);
    // Only a file beside this one: a foreign model must not make us read others.
    if (location.empty() || name.filename() != name || location == "." || location == "..")
        refuse(offset, Text(SH_TR("The weights of '%1' are said to lie outside the model's folder"), {tensor.name}));
    const auto begin = whole(entry("offset")), length = whole(entry("length"));
    if (!begin || !length)
        refuse(offset, Text(SH_TR("The file does not say where the weights of '%1' lie"), {tensor.name}));
    auto found = data_.find(location);
    if (found == data_.end())
        found = data_.emplace(location, mapFile(path_.parent_path() / name)).first;
    const auto bytes = bytesOf(found->second);
    if (*begin > bytes.size() || *length > bytes.size() - *begin)
        refuse(offset, Text(SH_TR("The weights of '%1' lie beyond the end of %2"), {tensor.name, location}));
    tensor.bytes = bytes.subspan(std::size_t(*begin), std::size_t(*length));
}

} // namespace stillhouse::formats
