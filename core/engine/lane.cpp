// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/lane.h"

#include "core/align/feedback_round.h"
#include "core/align/memory_checkpoint.h"
#include "core/base/failure.h"
#include "core/base/seed.h"
#include "core/base/sha256.h"
#include "core/engine/methods.h"
#include "core/evaluate/task_eval.h"
#include "core/model/model_io.h"
#include "core/train/lora_stage.h"
#include "core/train/student_shape.h"

#include <chrono>
#include <fstream>
#include <malloc.h>

namespace stillhouse::engine {

namespace fs = std::filesystem;

namespace {

constexpr const char* kFinal = "final";

double secondsNow() { return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count(); }

std::string hashOf(const fs::path& file) {
    std::ifstream in(file, std::ios::binary);
    std::vector<char> buffer(std::size_t(1) << 20);
    base::Sha256 hash;
    while (in.read(buffer.data(), std::streamsize(buffer.size())) || in.gcount() > 0)
        hash.add(std::string_view(buffer.data(), std::size_t(in.gcount())));
    return hash.hex();
}

class Lane {
public:
    Lane(const RunShared& shared, std::string name)
        : shared_(shared), name_(std::move(name)), specs_(shared.request.experiment.strategies.at(name_)),
          folder_(fs::path(shared.request.folder) / name_) {}

    LaneResult run() {
        const double start = secondsNow();
        result_.student = std::make_shared<model::Decoder>(freshStudent());
        auto round = readRound(shared_.request.folder);
        if (!round)
            throw base::Failure(round.error());
        align::beginRound(*round, name_, *memory_);
        bringReward();
        for (std::size_t i = 0; i < specs_.size(); ++i)
            result_.stages.push_back({name_, int(i), specs_[i].stage, specs_[i].skip ? StageStatus::Skipped : StageStatus::Waiting, 0});
        for (const auto& state : result_.stages)
            shared_.control.report(state);
        for (std::size_t i = 0; i < specs_.size() && result_.status == RunStatus::Finished; ++i)
            if (!specs_[i].skip)
                runStage(int(i));
        if (result_.status == RunStatus::Finished)
            save();
        result_.seconds = secondsNow() - start;
        return std::move(result_);
    }

private:
    // Both strategies start from the same weights: the seed does not know the lane.
    model::Decoder freshStudent() const {
        const auto& experiment = shared_.request.experiment;
        if (!experiment.student.path.empty())
            return model::loadModel(experiment.student.path, shared_.device);
        auto fresh = model::Decoder::random(studentConfig(experiment), {base::mix(std::uint64_t(experiment.seed), 1), 0.02});
        fresh.to(shared_.device);
        return fresh;
    }

    // A reward model comes from a file; the others of a lane are made from student and teacher, where these are.
    void bringReward() {
        if (!memory_->reward)
            return;
        memory_->reward->body.to(shared_.device);
        memory_->reward->head = memory_->reward->head.detach().to(shared_.device);
    }

    fs::path stageFolder(int index) const { return folder_ / (std::to_string(index) + "-" + specs_[std::size_t(index)].stage); }

    void setStatus(int index, StageStatus status, double seconds) {
        auto& state = result_.stages[std::size_t(index)];
        state.status = status;
        state.seconds = seconds;
        shared_.control.report(state);
    }

    void runStage(int index) {
        if (restoreFinished(index)) {
            setStatus(index, StageStatus::Done, 0);
            return;
        }
        const double start = secondsNow();
        setStatus(index, StageStatus::Running, 0);
        try {
            auto context = contextFor(index);
            context.memory = memory_;
            const auto outcome = stageNamed(specs_[std::size_t(index)].stage, name_).run(context, specs_[std::size_t(index)].options);
            result_.status = outcome.status;
        } catch (...) {
            setStatus(index, StageStatus::Failed, secondsNow() - start);
            throw;
        }
        if (result_.status == RunStatus::Finished)
            keepFinished(index);
        // The allocator keeps a stage's activations otherwise, and the next stage would stand on top of them.
        malloc_trim(0);
        setStatus(index, result_.status == RunStatus::Finished ? StageStatus::Done : StageStatus::Cancelled, secondsNow() - start);
    }

    train::StageContext contextFor(int index) {
        const auto& experiment = shared_.request.experiment;
        std::size_t stages = 0;
        for (const auto& [lane, list] : experiment.strategies)
            stages += list.size();
        const double seconds = experiment.budget.maxMinutes * 60 / double(std::max<std::size_t>(1, stages));
        return {name_, index, specs_[std::size_t(index)].stage, *result_.student, policy_, shared_.teachers, shared_.data, shared_.control,
                stageFolder(index), fs::path(shared_.request.folder) / "cache", experiment.budget.preset, seconds,
                base::mix(std::uint64_t(experiment.seed), 100 + std::uint64_t(index)), shared_.request.resume,
                tokenizerFrom(), packedFile(), untouched(index) ? fs::absolute(experiment.student.path) : fs::path(), specs_[std::size_t(index)].overrides};
    }

    // No stage before this one ran: the student is the folder that the experiment names, if any.
    bool untouched(int index) const {
        return !shared_.request.experiment.student.path.empty() && std::all_of(specs_.begin(), specs_.begin() + index, [](const StageSpec& s) { return s.skip; });
    }

    std::string tokenizerFrom() const { return tokenizerFolder(shared_.request.experiment); }

    fs::path packedFile() const { return folder_ / "model.safetensors"; }
    bool quantizes(int index) const { return stageNamed(specs_[std::size_t(index)].stage, name_).spec.kind == MethodKind::Quantizer; }

    // The end of a stage is a checkpoint of its own: student, policy where there is one, and what B's stages hand on.
    void keepFinished(int index) const {
        train::Checkpoint end;
        train::keepShape(end, *result_.student);
        for (const auto& [name, tensor] : result_.student->namedParameters())
            end.tensors.emplace_back("student/" + name, tensor);
        if (policy_)
            for (const auto& [name, tensor] : policy_->namedParameters())
                end.tensors.emplace_back("policy/" + name, tensor);
        align::addMemory(end, *memory_);
        train::writeCheckpoint(stageFolder(index) / kFinal, end, 1);
    }

    bool restoreFinished(int index) {
        if (!shared_.request.resume)
            return false;
        const auto file = train::newestCheckpoint(stageFolder(index) / kFinal);
        if (!file || (quantizes(index) && !fs::exists(packedFile())))
            return false;
        const auto end = train::readCheckpoint(*file);
        train::takeShape(*result_.student, end, file->string());
        train::restoreTensors(end, "student", result_.student->namedParameters(), file->string());
        const bool hasPolicy = std::any_of(end.tensors.begin(), end.tensors.end(), [](const auto& t) { return t.first.rfind("policy/", 0) == 0; });
        if (hasPolicy) {
            policy_ = std::make_shared<model::Decoder>(train::tokenTeacher(shared_.teachers).decoder->clone());
            train::restoreTensors(end, "policy", policy_->namedParameters(), file->string());
        }
        align::restoreMemory(end, *memory_, file->string());
        bringReward();
        return true;
    }

    void save() {
        const auto path = folder_ / "model";
        model::SaveOptions options;
        options.tokenizerFrom = tokenizerFrom();
        options.metadata = {{"made_by", "stillhouse"}, {"run", shared_.request.runId}, {"strategy", name_}};
        model::saveModel(*result_.student, path, options);
        result_.modelPath = path.string();
        std::int64_t bytes = 0;
        for (const auto& entry : fs::directory_iterator(path))
            bytes += entry.path().extension() == ".safetensors" ? std::int64_t(entry.file_size()) : 0;
        shared_.control.report(Artifact{name_, "model", path.string(), bytes, model::modelHash(*result_.student)});
        for (std::size_t i = 0; i < specs_.size(); ++i)
            if (!specs_[i].skip && quantizes(int(i)))
                result_.packedPath = packedFile().string();
        findAdapters();
        if (!result_.packedPath.empty())
            shared_.control.report(Artifact{name_, "packed", result_.packedPath, std::int64_t(fs::file_size(packedFile())), hashOf(packedFile())});
    }

    // An adapter on the student names the model that stood before it.
    void findAdapters() {
        for (std::size_t i = 0; i < specs_.size(); ++i) {
            const auto adapter = stageFolder(int(i)) / train::kAdapterFolder;
            if (specs_[i].skip || specs_[i].stage.rfind("lora.", 0) != 0 || !fs::exists(adapter / peft::kConfigFile))
                continue;
            const auto count = result_.adapted.size() + 1;
            result_.adapted.push_back({name_ + " before LoRA" + (count > 1 ? " " + std::to_string(count) : ""), peft::AdapterFile(adapter).config().baseModel, adapter.string()});
            const auto& [subject, base, path] = result_.adapted.back();
            shared_.control.report(Artifact{subject, "model", base, evaluate::modelBytes(base), {}});
        }
    }

    const RunShared& shared_;
    std::string name_;
    const std::vector<StageSpec>& specs_;
    fs::path folder_;
    std::shared_ptr<model::Decoder> policy_;
    std::shared_ptr<train::LaneMemory> memory_ = std::make_shared<train::LaneMemory>();
    LaneResult result_;
};

} // namespace

LaneResult runLane(const RunShared& shared, const std::string& lane) { return Lane(shared, lane).run(); }

std::string takeOverFork(const RunRequest& request) {
    const fs::path source = request.forkFrom, stage = source.parent_path(), laneFolder = stage.parent_path();
    if (!fs::is_regular_file(source) || laneFolder.filename().empty())
        base::fail(request.forkFrom, SH_TR("There is no checkpoint here"), SH_TR("Choose a checkpoint of an earlier run"), ErrorKind::NotFound);
    const std::string lane = laneFolder.filename().string();
    const fs::path target = fs::path(request.folder) / lane;
    fs::create_directories(target / stage.filename());
    fs::copy_file(source, target / stage.filename() / source.filename(), fs::copy_options::overwrite_existing);
    const int index = std::atoi(stage.filename().c_str());
    for (const auto& entry : fs::directory_iterator(laneFolder))
        if (entry.is_directory() && std::isdigit((unsigned char)entry.path().filename().string()[0]) && std::atoi(entry.path().filename().c_str()) < index &&
            fs::exists(entry.path() / kFinal))
            fs::copy(entry.path() / kFinal, target / entry.path().filename() / kFinal, fs::copy_options::recursive | fs::copy_options::overwrite_existing);
    return lane;
}

} // namespace stillhouse::engine
