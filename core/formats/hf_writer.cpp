// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/hf_writer.h"

#include "core/base/atomic_file.h"
#include "core/base/failure.h"
#include "core/base/file.h"
#include "core/formats/hf_folder.h"
#include "core/formats/parameter_shapes.h"

#include <algorithm>
#include <cstdio>
#include <nlohmann/json.hpp>

namespace stillhouse::formats {

namespace {

constexpr std::size_t maxCopiedBytes = std::size_t{1} << 30;

std::string shardName(std::size_t index, std::size_t count) {
    if (count == 1)
        return "model.safetensors";
    char name[64];
    std::snprintf(name, sizeof name, "model-%05zu-of-%05zu.safetensors", index + 1, count);
    return name;
}

// Files of a model, which the new one replaces or makes stale. Everything else in the folder is the user's.
bool belongsToModel(const std::filesystem::path& file) {
    const auto name = file.filename().string();
    const auto tokenizer = tokenizerFiles(file.parent_path());
    return name.ends_with(".safetensors") || name == "model.safetensors.index.json" || name == "config.json" ||
           name == "generation_config.json" || std::find(tokenizer.begin(), tokenizer.end(), file) != tokenizer.end();
}

// As links where the file system has them, so that nothing is read and a crash finds either folder whole.
void carryOver(const std::filesystem::path& from, const std::filesystem::path& to) {
    namespace fs = std::filesystem;
    if (!fs::exists(from))
        return;
    for (const auto& entry : fs::directory_iterator(from)) {
        const auto target = to / entry.path().filename();
        if (belongsToModel(entry.path()) || fs::exists(target))
            continue;
        std::error_code error;
        const auto common = fs::copy_options::recursive | fs::copy_options::copy_symlinks;
        fs::copy(entry.path(), target, common | fs::copy_options::create_hard_links, error);
        if (error)
            fs::copy(entry.path(), target, common | fs::copy_options::overwrite_existing);
    }
}

} // namespace

HfWriter::HfWriter(std::filesystem::path folder, ModelConfig config, HfWriteOptions options)
    : folder_(std::move(folder)), config_(std::move(config)), options_(std::move(options)) {
    config_.dtype = options_.dtype;
    checkConfig(config_, folder_.string());
    if (std::filesystem::exists(folder_) && !std::filesystem::is_directory(folder_))
        base::fail(folder_.string(), SH_TR("A file of this name is in the way of the folder"), SH_TR("Choose another name"),
                   ErrorKind::Refused);
    const bool foreign =
        std::filesystem::exists(folder_) && !std::filesystem::is_empty(folder_) && !std::filesystem::exists(folder_ / "config.json");
    if (foreign)
        base::fail(folder_.string(), SH_TR("The folder holds something other than a model, and saving would replace it"),
                   SH_TR("Choose another name or an empty folder"), ErrorKind::Refused);
    std::vector<TensorInfo> tensors;
    for (auto& parameter : parameterShapes(config_))
        tensors.push_back({parameter.name, options_.dtype, parameter.shape});
    tensors.insert(tensors.end(), options_.extra.begin(), options_.extra.end());
    planShards(std::move(tensors));
    options_.metadata.emplace("format", "pt");
    if (!folder_.parent_path().empty())
        std::filesystem::create_directories(folder_.parent_path());
    temporary_ = base::makeTemporaryFolder(folder_);
}

HfWriter::~HfWriter() {
    writer_.reset();
    std::error_code ignored;
    if (!temporary_.empty())
        std::filesystem::remove_all(temporary_, ignored);
}

void HfWriter::planShards(std::vector<TensorInfo> tensors) {
    std::int64_t used = 0;
    for (auto& tensor : tensors) {
        const auto bytes = tensor.byteCount();
        if (shards_.empty() || (used > 0 && used + bytes > options_.shardBytes)) {
            shards_.emplace_back();
            used = 0;
        }
        used += bytes;
        shards_.back().push_back(std::move(tensor));
    }
}

SafetensorsWriter& HfWriter::writerFor(const std::string& name) {
    if (writer_ && inShard_ == shards_[shard_].size()) {
        writer_->commit();
        writer_.reset();
        ++shard_;
    }
    if (!writer_) {
        if (shard_ == shards_.size())
            base::fail(folder_.string() + ", tensor " + name, SH_TR("The model has no such tensor"), {}, ErrorKind::Internal);
        writer_ = std::make_unique<SafetensorsWriter>(temporary_ / shardName(shard_, shards_.size()), shards_[shard_], options_.metadata);
        inShard_ = 0;
    }
    ++inShard_;
    return *writer_;
}

void HfWriter::write(const std::string& name, std::span<const float> values) {
    writerFor(name).write(name, values);
}

void HfWriter::writeBytes(const std::string& name, std::span<const std::byte> bytes) {
    writerFor(name).writeBytes(name, bytes);
}

void HfWriter::writeIndex() {
    nlohmann::json map = nlohmann::json::object();
    std::int64_t total = 0;
    for (std::size_t i = 0; i < shards_.size(); ++i)
        for (const auto& tensor : shards_[i]) {
            map[tensor.name] = shardName(i, shards_.size());
            total += tensor.byteCount();
        }
    const nlohmann::json index = {{"metadata", {{"total_size", total}}}, {"weight_map", map}};
    base::writeAtomically(temporary_ / "model.safetensors.index.json", index.dump(2) + "\n");
}

void HfWriter::commit() {
    if (!writer_ || shard_ + 1 != shards_.size())
        base::fail(folder_.string(), SH_TR("Not every tensor of the model was written"), {}, ErrorKind::Internal);
    writer_->commit();
    writer_.reset();
    if (shards_.size() > 1)
        writeIndex();
    writeConfig(config_, temporary_ / "config.json");
    base::writeAtomically(temporary_ / "generation_config.json", generationConfigJson(options_.generation));
    // Read before the target is touched, because a model may be saved over the folder its tokenizer comes from.
    for (const auto& file : options_.copy)
        base::writeAtomically(temporary_ / file.filename(), base::readFile(file, maxCopiedBytes));
    for (const auto& [name, content] : options_.texts)
        base::writeAtomically(temporary_ / name, content);
    carryOver(folder_, temporary_);
    base::commitFolder(temporary_, folder_);
    temporary_.clear();
}

} // namespace stillhouse::formats
