// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/quantize/drift_monitor.h"

#include "core/base/atomic_file.h"
#include "core/base/blas.h"
#include "core/base/guard.h"
#include "core/formats/parameter_shapes.h"
#include "core/quantize/calibration_text.h"
#include "core/quantize/layer_stream.h"
#include "core/quantize/report_json.h"
#include "core/infer/native_file.h"

#include <map>

namespace stillhouse {

namespace quantize {

void DriftMonitor::add(std::span<const float> inputs) {
    ActivationSketch batch;
    batch.add(inputs);
    if (batch.count() == 0)
        return;
    const double seen = batch.quantile(0.999);
    now_ = now_ < 0 ? seen : now_ + (seen - now_) / 8;
}

DriftRow DriftMonitor::row() const {
    DriftRow row;
    row.name = calibrated_.name;
    row.calibrated = calibrated_.p999;
    row.now = now_ < 0 ? calibrated_.p999 : now_;
    const double ratio = calibrated_.p999 > 0 ? row.now / calibrated_.p999 : 1;
    row.clip = calibrated_.clip * ratio;
    row.drifted = ratio > 1.25 || ratio < 0.8;
    return row;
}

namespace {

constexpr std::int64_t kWindows = 32, kLength = 512;

// The tokenizer reads files: the packed file's own is laid down for it and gone at once.
text::Tokenizer tokenizerOf(const infer::NativeFile& file, const std::string& path) {
    if (file.tokenizerJson().empty())
        base::fail(path, SH_TR("The packed file holds no tokenizer"), SH_TR("Quantize from a folder that has tokenizer.json"));
    const auto folder = base::makeTemporaryFolder(std::filesystem::temp_directory_path() / "stillhouse-tokenizer");
    struct Remove {
        std::filesystem::path path;
        ~Remove() {
            std::error_code ignored;
            std::filesystem::remove_all(path, ignored);
        }
    } const remove{folder};
    base::writeAtomically(folder / "tokenizer.json", file.tokenizerJson());
    if (!file.tokenizerConfigJson().empty())
        base::writeAtomically(folder / "tokenizer_config.json", file.tokenizerConfigJson());
    return text::Tokenizer::load(folder);
}

class Drift {
public:
    Drift(const std::string& file, const std::string& text, RunControl& control) : control_(control), pool_(base::defaultThreads()), model_(infer::openNative(file)) {
        const infer::NativeFile native(file);
        if (native.report().empty())
            base::fail(file, SH_TR("The file says nothing about its calibration"), SH_TR("Quantize the model with a calibration file"));
        for (auto& range : parseReport(native.report(), file).activations) {
            names_.push_back(range.name);
            monitors_.emplace(range.name, DriftMonitor(range));
        }
        if (names_.empty())
            base::fail(file, SH_TR("The model was quantized without calibration, so there is nothing to compare with"), SH_TR("Quantize the model with a calibration file"));
        const auto length = std::min(kLength, model_.config.maxPositions);
        stream_ = std::make_unique<LayerStream>(model_, calibrationWindows(text, tokenizerOf(native, file), kWindows, length, model_.config.vocab, [this] { check(); }), pool_);
    }

    std::vector<DriftRow> run() {
        for (std::size_t i = 0; i < model_.layers.size(); ++i)
            for (std::size_t s = 0; s < stream_->sequences(); ++s) {
                check();
                layer(model_.layers[i], std::int64_t(i), s);
            }
        for (std::size_t s = 0; s < stream_->sequences(); ++s)
            see(model_.config.tiedEmbeddings ? formats::embeddingName : formats::headName, stream_->headInput(s));
        std::vector<DriftRow> rows;
        for (const auto& name : names_)
            rows.push_back(monitors_.at(name).row());
        return rows;
    }

private:
    void check() const {
        if (control_.stopRequested())
            base::fail({}, SH_TR("Watching the inputs was cancelled"), {}, ErrorKind::Cancelled);
    }

    void see(const std::string& name, std::span<const float> inputs) {
        if (const auto found = monitors_.find(name); found != monitors_.end())
            found->second.add(inputs);
    }

    void layer(const infer::PackedLayer& layer, std::int64_t index, std::size_t s) {
        const auto all = [&](std::initializer_list<const char*> parts, std::span<const float> inputs) {
            for (const char* part : parts)
                see(formats::layerParameterName(index, part), inputs);
        };
        if (layer.attention) {
            all({"self_attn.q_proj.weight", "self_attn.k_proj.weight", "self_attn.v_proj.weight"}, stream_->attentionInput(s, *layer.attention));
            stream_->attend(s, *layer.attention, index);
            all({"self_attn.o_proj.weight"}, stream_->mixed(s));
            stream_->addAttention(s, *layer.attention);
        }
        if (layer.ffn) {
            all({"mlp.gate_proj.weight", "mlp.up_proj.weight"}, stream_->feedInput(s, *layer.ffn));
            all({"mlp.down_proj.weight"}, stream_->gated(s, *layer.ffn));
            stream_->addFeedForward(s, *layer.ffn);
        }
    }

    RunControl& control_;
    infer::WorkerPool pool_;
    infer::PackedModel model_;
    std::vector<std::string> names_;
    std::map<std::string, DriftMonitor> monitors_;
    std::unique_ptr<LayerStream> stream_;
};

} // namespace

} // namespace quantize

Result<std::vector<DriftRow>> activationDrift(const std::string& packedFile, const std::string& textFile, RunControl& control) {
    return base::guard([&] { return quantize::Drift(packedFile, textFile, control).run(); });
}

} // namespace stillhouse
