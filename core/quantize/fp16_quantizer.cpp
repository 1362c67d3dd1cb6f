// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/quantize/fp16_quantizer.h"

#include "core/base/blas.h"
#include "core/base/failure.h"
#include "core/base/file.h"
#include "core/formats/hf_folder.h"
#include "core/formats/parameter_shapes.h"
#include "core/infer/native_file.h"
#include "core/infer/products.h"
#include "core/quantize/format_error.h"
#include "core/quantize/fp16_calibration.h"
#include "core/quantize/fp16_options.h"
#include "core/quantize/report_json.h"
#include "core/text/tokenizer.h"
#include "core/text/tokenizer_place.h"

#include <cmath>
#include <optional>

namespace stillhouse::quantize {

namespace {

constexpr float kLargestHalf = 65504;

struct InputPlace {
    std::int64_t layer;
    infer::MatrixInput input;
};

// The input that a layer's matrix reads; none for embedding and head.
std::optional<InputPlace> inputOf(const std::string& name, std::int64_t layers) {
    using enum infer::MatrixInput;
    static const std::pair<const char*, infer::MatrixInput> parts[] = {
        {"self_attn.q_proj.weight", Attention}, {"self_attn.k_proj.weight", Attention}, {"self_attn.v_proj.weight", Attention},
        {"self_attn.o_proj.weight", Output},    {"mlp.gate_proj.weight", FeedForward},  {"mlp.up_proj.weight", FeedForward},
        {"mlp.down_proj.weight", Down}};
    for (const auto& [part, input] : parts)
        if (name.ends_with(part))
            for (std::int64_t layer = 0; layer < layers; ++layer)
                if (name == formats::layerParameterName(layer, part))
                    return InputPlace{layer, input};
    return {};
}

double squaredDistance(std::span<const float> a, std::span<const float> b) {
    double sum = 0;
    for (std::size_t i = 0; i < a.size(); ++i)
        sum += (double(a[i]) - b[i]) * (double(a[i]) - b[i]);
    return sum;
}

double squares(std::span<const float> a) {
    double sum = 0;
    for (const float value : a)
        sum += double(value) * value;
    return sum;
}

double ratio(double lost, double whole) {
    return whole > 0 ? lost / whole : 0;
}

infer::NativeWriteOptions aboutTheModel(const formats::HfFolder& folder) {
    infer::NativeWriteOptions about;
    about.generation = folder.generation();
    const auto read = [&](const char* name) {
        const auto file = folder.path() / name;
        return std::filesystem::exists(file) ? base::readFile(file, std::size_t(1) << 28) : std::string();
    };
    about.tokenizerJson = read("tokenizer.json");
    about.tokenizerConfigJson = read("tokenizer_config.json");
    if (about.tokenizerJson.empty() && std::filesystem::exists(folder.path() / "vocab.json"))
        about.tokenizerJson = text::Tokenizer::load(folder.path()).saveJson();
    return about;
}

class Fp16Run {
public:
    Fp16Run(const QuantizeRequest& request, RunControl& control)
        : request_(request), control_(control), options_(fp16Fields().parse(request.options, "options")), folder_(request.model),
          writer_(request.out, folder_.config(), aboutTheModel(folder_)), round_(weightRounding(options_.weights)),
          pool_(request.threads > 0 ? request.threads : base::defaultThreads()), format_(activationFormat(options_)) {}

    QuantizeResult run() {
        calibrate();
        const auto shapes = formats::parameterShapes(folder_.config());
        for (std::size_t i = 0; i < shapes.size(); ++i) {
            tell(std::int64_t(i), std::int64_t(shapes.size()));
            parameter(shapes[i]);
        }
        result_.out = request_.out;
        result_.method = request_.method;
        result_.originalBytes = std::int64_t(folder_.fileBytes());
        result_.bitsPerWeight = 16;
        result_.native = options_.weights == "f16" && !format_;
        const auto report = reportJson(result_);
        writer_.setReport(format_ ? infer::withActivationFormat(report, *format_) : report);
        writer_.commit();
        result_.bytes = std::int64_t(std::filesystem::file_size(request_.out));
        return std::move(result_);
    }

private:
    void calibrate() {
        if (format_ && format_->scaling == infer::ActivationScaling::Calibrated && request_.calibration.empty())
            base::failAt("calibration", SH_TR("Calibrated scaling needs a calibration text"),
                         SH_TR("Give a text, or choose another activation scaling"));
        if (request_.calibration.empty())
            return;
        calibrated_ = calibrateInputs(request_, options_.calibrationTokens, control_);
        result_.activations = calibrated_->statistics.ranges();
        result_.calibrationTokens = calibrated_->tokens;
        if (format_)
            format_->largest = calibrated_->statistics.largest();
    }

    void tell(std::int64_t done, std::int64_t total) {
        if (control_.stopRequested())
            base::fail({}, SH_TR("Quantization was cancelled"), {}, ErrorKind::Cancelled);
        Progress progress;
        progress.activity = SH_TR("Quantizing weights");
        progress.done = done;
        progress.total = total;
        control_.report(progress);
    }

    void parameter(const formats::NamedShape& shape) {
        const auto& view = folder_.tensor(shape.name);
        std::vector<float> exact(std::size_t(view.info.elements()));
        view.toFloat(exact);
        if (shape.shape.size() == 1)
            return writer_.vector(shape.name, exact);
        const auto place = inputOf(shape.name, folder_.config().layerCount());
        const auto rows = shape.shape[0], cols = shape.shape[1];
        auto rounded = exact;
        const bool simulated = options_.weights != "f16" && (place || options_.embeddings);
        for (std::int64_t r = 0; simulated && r < rows; ++r)
            round_(std::span(rounded).subspan(std::size_t(r * cols), std::size_t(cols)));
        checkRange(shape.name, rounded);
        const auto matrix = infer::packFloat(rounded, rows, cols, infer::Packing::F16);
        weightRounding("f16")(rounded);
        QuantizedTensor row;
        row.name = shape.name;
        row.packing = simulated ? "f16 (" + options_.weights + " simulated)" : "f16";
        row.rows = rows;
        row.cols = cols;
        row.bitsPerWeight = 16;
        row.weightError = ratio(squaredDistance(exact, rounded), squares(exact));
        row.outputError = place && calibrated_ ? outputError(*place, exact, matrix) : -1;
        result_.tensors.push_back(row);
        writer_.matrix(shape.name, matrix);
    }

    void checkRange(const std::string& name, std::span<const float> weights) const {
        for (const float value : weights)
            if (!(std::fabs(value) <= kLargestHalf))
                base::fail(request_.model + ", tensor " + name, Text(SH_TR("The weight %1 does not fit 16 bits"), {std::to_string(value)}),
                           SH_TR("Keep this model in BF16 or F32, or use INT4"));
    }

    // With the activations rounded too: what this matrix will really give.
    double outputError(const InputPlace& place, std::span<const float> weights, const infer::PackedMatrix& matrix) {
        auto inputs = calibrated_->statistics.sample(place.layer, place.input);
        const auto tokens = std::int64_t(inputs.size()) / matrix.cols;
        if (tokens == 0)
            return -1;
        const auto reference = infer::packFloat(weights, matrix.rows, matrix.cols, infer::Packing::F32);
        const auto expected = product(reference, inputs, tokens);
        if (format_)
            infer::ActivationRounding(*format_, folder_.config().layerCount()).round(place.layer, place.input, inputs, tokens);
        return ratio(squaredDistance(expected, product(matrix, inputs, tokens)), squares(expected));
    }

    std::vector<float> product(const infer::PackedMatrix& matrix, std::span<const float> inputs, std::int64_t tokens) {
        std::vector<float> out(std::size_t(tokens * matrix.rows));
        infer::Activations activations;
        activations.set(inputs, tokens, matrix.cols, &pool_);
        const infer::Product product{&matrix, out.data()};
        infer::multiply(pool_, std::span(&product, 1), activations);
        return out;
    }

    const QuantizeRequest& request_;
    RunControl& control_;
    Fp16Options options_;
    formats::HfFolder folder_;
    infer::NativeWriter writer_;
    std::function<void(std::span<float>)> round_;
    infer::WorkerPool pool_;
    std::optional<infer::ActivationFormat> format_;
    std::optional<Calibrated> calibrated_;
    QuantizeResult result_;
};

} // namespace

Quantizer fp16Quantizer() {
    Quantizer quantizer;
    quantizer.spec = {"quantize.fp16",
                      MethodKind::Quantizer,
                      SH_TR("FP8/FP16, block floating point"),
                      SH_TR("Halves the weights in memory; shows what FP8 activations and block floating point would cost in quality."),
                      "Micikevicius et al. 2022; OCP OFP8 v1.0; OCP MX v1.0",
                      "B",
                      fp16Fields().specs()};
    quantizer.run = [](const QuantizeRequest& request, RunControl& control) { return Fp16Run(request, control).run(); };
    quantizer.check = [](const OptionMap& options, const std::string& where) { fp16Fields().parse(options, where); };
    return quantizer;
}

} // namespace stillhouse::quantize
