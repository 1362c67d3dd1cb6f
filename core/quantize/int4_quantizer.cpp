// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/quantize/int4_quantizer.h"

#include "core/base/atomic_file.h"
#include "core/base/blas.h"
#include "core/base/file.h"
#include "core/formats/hf_folder.h"
#include "core/formats/parameter_shapes.h"
#include "core/quantize/calibration_text.h"
#include "core/quantize/int8_choice.h"
#include "core/quantize/layer_quantizer.h"
#include "core/quantize/report_json.h"
#include "core/quantize/work_key.h"

#include <algorithm>
#include <chrono>

namespace stillhouse::quantize {

namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

class Int4Run {
public:
    Int4Run(const QuantizeRequest& request, RunControl& control)
        : request_(request), control_(control), options_(parseInt4(request.options, "options")), pool_(request.threads > 0 ? request.threads : base::defaultThreads()),
          source_(infer::openPacked(request.model)), partial_(request.out + ".partial"), watch_{[this] { check(); }, [this](const auto& name, auto weights) { tell(name, weights); }} {
        for (const auto& shape : formats::parameterShapes(source_.config))
            if (shape.shape.size() == 2)
                total_ += shape.shape[0] * shape.shape[1];
        result_.out = request.out;
        result_.originalBytes = source_.bytes();
    }

    QuantizeResult run() {
        const auto windows = readCalibration();
        key_ = workKey(request_.model, int4Fields().map(options_), windows, watch_.check);
        preparePartial();
        if (!windows.empty())
            calibrate(windows);
        int8_ = chooseInt8(pool_, source_, options_, watch_.check);
        for (std::int64_t i = 0; i < source_.config.layerCount(); ++i)
            layer(i);
        ends();
        assemble();
        return std::move(result_);
    }

private:
    void check() const {
        if (control_.stopRequested())
            base::fail({}, SH_TR("Quantizing was cancelled"), SH_TR("The layers that are done are kept: start again with --resume"), ErrorKind::Cancelled);
    }

    void tell(const std::string& name, std::int64_t weights) {
        const double seconds = std::chrono::duration<double>(Clock::now() - start_).count();
        Progress p;
        p.activity = Text(SH_TR("Quantizing %1"), {name});
        p.done = done_;
        p.total = total_;
        p.rateUnit = "weights/s";
        if (worked_ > 0 && seconds > 0) {
            p.rate = double(worked_) / seconds;
            p.secondsLeft = double(total_ - done_) / p.rate;
        }
        control_.report(p);
        done_ += weights;
        worked_ += weights;
    }

    std::vector<std::vector<std::int32_t>> readCalibration() const {
        if (request_.calibration.empty())
            return {};
        const auto length = std::min(options_.length, source_.config.maxPositions);
        return calibrationWindows(request_.calibration, text::Tokenizer::load(request_.model), options_.sequences, length, source_.config.vocab, watch_.check);
    }

    void preparePartial() const {
        std::error_code ignored;
        if (!request_.resume)
            fs::remove_all(partial_, ignored);
        std::error_code failed;
        fs::create_directories(partial_, failed);
        if (failed)
            base::fail(partial_.string(), Text(SH_TR("The folder for unfinished work cannot be made: %1"), {failed.message()}), SH_TR("Choose another place for the file"), ErrorKind::Io);
    }

    void calibrate(const std::vector<std::vector<std::int32_t>>& windows) {
        for (const auto& window : windows)
            result_.calibrationTokens += std::int64_t(window.size());
        calibration_.stream = std::make_unique<LayerStream>(source_, windows, pool_);
        if (options_.correctDrift)
            calibration_.exact = std::make_unique<LayerStream>(source_, windows, pool_);
    }

    Calibration* calibration() { return calibration_.stream ? &calibration_ : nullptr; }

    fs::path partPath(const std::string& name) const { return partial_ / (name + ".safetensors"); }

    void layer(std::int64_t index) {
        const auto path = partPath("layer-" + std::to_string(index));
        auto part = request_.resume ? readPart(path, key_) : std::nullopt;
        if (part) {
            for (const auto& named : part->matrices)
                done_ += named.matrix.rows * named.matrix.cols;
            if (calibration_.stream)
                calibration_.stream->pass(withPacked(source_.layers[std::size_t(index)], index, *part), index, watch_.check);
            if (calibration_.exact)
                calibration_.exact->pass(source_.layers[std::size_t(index)], index, watch_.check);
        } else {
            part = LayerQuantizer(pool_, source_, options_, int8_, calibration(), watch_).run(index);
            writePart(path, key_, *part);
        }
        keep(*part);
    }

    // Embedding and head. The head's inputs are known; an embedding has none but the tokens.
    void ends() {
        const auto path = partPath("ends");
        auto part = request_.resume ? readPart(path, key_) : std::nullopt;
        if (!part) {
            part.emplace();
            const bool tied = source_.config.tiedEmbeddings;
            std::unique_ptr<Curvature> curvature;
            ActivationSketch sketch;
            if (calibration_.stream && infer::isInteger(infer::packingNamed(tied ? options_.embedding : options_.head, "head")))
                curvature = headCurvature(sketch);
            packMatrix(pool_, formats::embeddingName, source_.embedding, options_.embedding, options_, tied ? curvature.get() : nullptr, watch_, *part);
            if (!tied)
                packMatrix(pool_, formats::headName, source_.head, options_.head, options_, curvature.get(), watch_, *part);
            if (curvature)
                part->report.activations.push_back(rangeOf(tied ? formats::embeddingName : formats::headName, sketch));
            writePart(path, key_, *part);
        }
        keep(*part);
    }

    std::unique_ptr<Curvature> headCurvature(ActivationSketch& sketch) {
        auto curvature = std::make_unique<Curvature>(source_.config.hidden);
        for (std::size_t s = 0; s < calibration_.stream->sequences(); ++s) {
            check();
            const auto x = calibration_.stream->headInput(s);
            sketch.add(x);
            curvature->add(pool_, x, calibration_.stream->tokens(s));
        }
        curvature->prepare(pool_, options_.damping, watch_.check);
        return curvature;
    }

    void keep(const FinishedPart& part) {
        result_.tensors.insert(result_.tensors.end(), part.report.tensors.begin(), part.report.tensors.end());
        result_.activations.insert(result_.activations.end(), part.report.activations.begin(), part.report.activations.end());
        for (const auto& named : part.matrices)
            packedBits_ += double(named.matrix.bytes()) * 8;
    }

    infer::NativeWriteOptions writeOptions() const {
        infer::NativeWriteOptions w;
        const auto optional = [this](const char* name) {
            const auto path = fs::path(request_.model) / name;
            return fs::exists(path) ? base::readFile(path, std::size_t(256) << 20) : std::string();
        };
        w.tokenizerJson = optional("tokenizer.json");
        w.tokenizerConfigJson = optional("tokenizer_config.json");
        w.generation = formats::HfFolder(request_.model).generation();
        return w;
    }

    void assemble() {
        result_.method = request_.method;
        result_.bitsPerWeight = packedBits_ / double(total_);
        infer::NativeWriter writer(request_.out, source_.config, writeOptions());
        std::vector<std::string> parts = {"ends"};
        for (std::int64_t i = 0; i < source_.config.layerCount(); ++i)
            parts.push_back("layer-" + std::to_string(i));
        for (const auto& name : parts) {
            check();
            const auto part = readPart(partPath(name), key_);
            if (!part)
                base::fail(partPath(name).string(), SH_TR("A finished layer is gone or damaged"), SH_TR("Start again without resuming"), ErrorKind::Io);
            for (const auto& named : part->matrices)
                writer.matrix(named.name, named.matrix);
        }
        const formats::HfFolder folder(request_.model);
        for (const auto& shape : formats::parameterShapes(source_.config))
            if (shape.shape.size() == 1) {
                std::vector<float> values(std::size_t(shape.shape[0]));
                folder.tensor(shape.name).toFloat(values);
                writer.vector(shape.name, values);
            }
        writer.setReport(reportJson(result_));
        writer.commit();
        std::error_code ignored;
        fs::remove_all(partial_, ignored);
        result_.bytes = std::int64_t(fs::file_size(request_.out));
    }

    const QuantizeRequest& request_;
    RunControl& control_;
    Int4Options options_;
    infer::WorkerPool pool_;
    infer::PackedModel source_;
    fs::path partial_;
    Watch watch_;
    Calibration calibration_;
    std::set<std::string> int8_;
    std::string key_;
    QuantizeResult result_;
    std::int64_t done_ = 0, worked_ = 0, total_ = 0;
    double packedBits_ = 0;
    Clock::time_point start_ = Clock::now();
};

} // namespace

Quantizer int4Quantizer() {
    Quantizer q;
    q.spec = {"quantize.int4", MethodKind::Quantizer, SH_TR("Non-uniform INT4"),
              SH_TR("Sixteen levels learned per row group, error compensation on calibration text, and protected weights"),
              "SqueezeLLM (Kim et al. 2023); GPTQ (Frantar et al. 2022); SpQR (Dettmers et al. 2023); GPTAQ (Li et al. 2025)", "A", int4Fields().specs()};
    q.run = [](const QuantizeRequest& request, RunControl& control) { return Int4Run(request, control).run(); };
    q.check = [](const OptionMap& options, const std::string& where) { (void)parseInt4(options, where); };
    return q;
}

} // namespace stillhouse::quantize
