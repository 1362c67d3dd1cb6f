// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/teacher_cache.h"

#include "core/base/failure.h"
#include "core/base/seed.h"
#include "core/formats/safetensors.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <cstring>
#include <numeric>

namespace stillhouse::train {

namespace {

using formats::DType;

std::string fileName(const TeacherCache::Key& key) {
    std::uint64_t h = base::scatter(std::uint64_t(key.k));
    for (const std::string* part : {&key.teacher, &key.data})
        for (const unsigned char c : *part)
            h = base::mix(h, c);
    h = base::mix(h, std::uint64_t(key.maxTokens));
    h = base::mix(h, key.promptWeight > 0 ? 1 : 0);
    if (key.vocab > 0)
        h = base::mix(h, std::uint64_t(key.vocab));
    char name[48];
    std::snprintf(name, sizeof name, "teacher-%016llx.safetensors", (unsigned long long)h);
    return name;
}

// Longest first: the first batch shows at once whether memory suffices, and padding stays small.
std::vector<std::int64_t> byLength(std::span<const evaluate::EncodedExample> examples) {
    std::vector<std::int64_t> order(examples.size());
    std::iota(order.begin(), order.end(), 0);
    std::stable_sort(order.begin(), order.end(), [&](auto a, auto b) { return examples[std::size_t(a)].ids.size() > examples[std::size_t(b)].ids.size(); });
    return order;
}

void copyInto(torch::Tensor destination, const torch::Tensor& source) { destination.copy_(source); }

// As many digits as a resumed run needs to report the value it reported before.
std::string everyDigit(double value) {
    std::array<char, 32> text;
    return std::string(text.data(), std::to_chars(text.data(), text.data() + text.size(), value).ptr);
}

} // namespace

std::unique_ptr<TeacherCache> TeacherCache::open(const std::filesystem::path& folder, const Key& key, const model::Decoder& teacher,
                                                 std::span<const evaluate::EncodedExample> examples, StageContext& context) {
    std::unique_ptr<TeacherCache> cache(new TeacherCache);
    const auto file = folder / fileName(key);
    if (std::filesystem::exists(file) && cache->read(file) &&
        std::all_of(examples.begin(), examples.end(), [&](const auto& e) { return cache->place_.count(e.id) > 0; }))
        return cache;
    if (!cache->fill(key, teacher, examples, context))
        return nullptr;
    std::filesystem::create_directories(folder);
    cache->write(file);
    return cache;
}

bool TeacherCache::fill(const Key& key, const model::Decoder& teacher, std::span<const evaluate::EncodedExample> examples, StageContext& context) {
    torch::InferenceMode inference;
    const std::int64_t vocab = key.vocab > 0 ? std::min(key.vocab, teacher.config().vocab) : teacher.config().vocab, k = key.k > 0 ? std::min(key.k, vocab) : vocab, block = 16;
    std::vector<std::int64_t> offsets{0};
    names_.clear(); // a file that knew other examples may have been read before
    for (const auto& e : examples) {
        const auto inputs = std::int64_t(e.ids.size()) - 1;
        const auto scored = key.promptWeight > 0 ? inputs : std::max<std::int64_t>(0, inputs - std::max<std::int64_t>(0, e.responseStart - 1));
        offsets.push_back(offsets.back() + scored);
        names_ += e.id + '\n';
    }
    offsets_ = torch::tensor(offsets, torch::kInt64);
    ids_ = torch::empty({offsets.back(), k}, torch::kInt32);
    logProbs_ = torch::empty({offsets.back(), k}, torch::kFloat32);
    const auto order = byLength(examples);
    const auto start = std::chrono::steady_clock::now();
    double rest = 0;
    for (std::size_t at = 0; at < order.size(); at += block) {
        if (context.control.stopRequested())
            return false;
        const std::vector<std::int64_t> members(order.begin() + std::ptrdiff_t(at), order.begin() + std::ptrdiff_t(std::min(order.size(), at + block)));
        const auto batch = collate(examples, members, key.promptWeight > 0 ? 1.0 : 0.0);
        const auto logits = teacher.logits(scoredRows(teacher.hidden(batch.ids.to(teacher.device())), batch)).narrow(-1, 0, vocab).to(torch::kFloat32); // (R,V)
        const auto top = (logits - logits.logsumexp(-1, true)).topk(k, -1);
        const auto values = std::get<0>(top).cpu(), ids = std::get<1>(top).to(torch::kInt32).cpu();
        rest += (1 - values.exp().sum(-1)).clamp_min(0).sum().item<double>();
        for (std::size_t b = 0; b < members.size(); ++b) {
            const auto from = batch.rowOffsets[b], count = batch.rowOffsets[b + 1] - from, to = offsets[std::size_t(members[b])];
            copyInto(ids_.narrow(0, to, count), ids.narrow(0, from, count));
            copyInto(logProbs_.narrow(0, to, count), values.narrow(0, from, count));
        }
        const double passed = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count(), done = double(at + members.size());
        context.control.report(Progress{context.lane, context.stageIndex, std::int64_t(done), std::int64_t(order.size()), done / std::max(passed, 1e-9), "examples/s",
                                        passed / done * (double(order.size()) - done), SH_TR("Caching teacher outputs")});
    }
    meanRest_ = offsets.back() > 0 ? rest / double(offsets.back()) : 0;
    index();
    return true;
}

void TeacherCache::index() {
    place_.clear();
    std::int64_t e = 0;
    for (std::size_t from = 0, to; (to = names_.find('\n', from)) != std::string::npos; from = to + 1)
        place_.emplace(names_.substr(from, to - from), e++);
}

void TeacherCache::write(const std::filesystem::path& file) const {
    const auto bytes = [](const torch::Tensor& t) { return std::span(static_cast<const std::byte*>(t.data_ptr()), t.nbytes()); };
    formats::SafetensorsWriter writer(file,
                                      {{"offsets", DType::I64, offsets_.sizes().vec()},
                                       {"log_probs", DType::F32, logProbs_.sizes().vec()},
                                       {"ids", DType::I32, ids_.sizes().vec()},
                                       {"names", DType::U8, {std::int64_t(names_.size())}}},
                                      {{"format", "stillhouse-teacher-cache-1"}, {"mean_rest_mass", everyDigit(meanRest_)}});
    writer.writeBytes("offsets", bytes(offsets_));
    writer.writeBytes("log_probs", bytes(logProbs_));
    writer.writeBytes("ids", bytes(ids_));
    writer.writeBytes("names", std::as_bytes(std::span(names_)));
    writer.commit();
}

// False when the file is not a sound cache: it is then made again, a cache is never worth an error.
bool TeacherCache::read(const std::filesystem::path& path) {
    try {
        const formats::SafetensorsFile file(path);
        const auto tensor = [&](const char* name, torch::ScalarType type) {
            const auto& view = file.at(name);
            auto t = torch::empty(view.info.shape, type);
            if (t.nbytes() != view.bytes.size())
                throw std::runtime_error("size");
            std::memcpy(t.data_ptr(), view.bytes.data(), view.bytes.size());
            return t;
        };
        offsets_ = tensor("offsets", torch::kInt64);
        ids_ = tensor("ids", torch::kInt32);
        logProbs_ = tensor("log_probs", torch::kFloat32);
        const auto& names = file.at("names").bytes;
        names_.assign(reinterpret_cast<const char*>(names.data()), names.size());
        meanRest_ = std::strtod(file.metadata().at("mean_rest_mass").c_str(), nullptr);
        index();
        const auto* o = offsets_.data_ptr<std::int64_t>();
        return std::int64_t(place_.size()) + 1 == offsets_.numel() && std::is_sorted(o, o + offsets_.numel()) && o[0] == 0 &&
               o[offsets_.numel() - 1] == ids_.size(0) && ids_.sizes() == logProbs_.sizes();
    } catch (const std::exception&) {
        names_.clear();
        return false;
    }
}

TeacherCache::Rows TeacherCache::rows(const Batch& batch, std::span<const evaluate::EncodedExample> examples) const {
    std::vector<torch::Tensor> ids, logProbs;
    const auto* offsets = offsets_.data_ptr<std::int64_t>();
    for (std::size_t b = 0; b < batch.examples.size(); ++b) {
        const auto& example = examples[std::size_t(batch.examples[b])];
        const auto place = place_.at(example.id);
        const auto from = offsets[place], count = offsets[place + 1] - from;
        if (count != batch.rowOffsets[b + 1] - batch.rowOffsets[b])
            base::fail(example.id, SH_TR("The cached teacher outputs do not fit this example"), SH_TR("Delete the run's cache folder and start again"), ErrorKind::Internal);
        ids.push_back(ids_.narrow(0, from, count));
        logProbs.push_back(logProbs_.narrow(0, from, count));
    }
    return {torch::cat(ids).to(torch::kInt64), torch::cat(logProbs)};
}

std::int64_t TeacherCache::bytes() const { return std::int64_t(ids_.nbytes() + logProbs_.nbytes() + offsets_.nbytes()) + std::int64_t(names_.size()); }

} // namespace stillhouse::train
