// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/student_shape.h"

#include "core/base/failure.h"

namespace stillhouse::train {

namespace {

constexpr const char* kConfig = "config";

} // namespace

void keepShape(Checkpoint& checkpoint, const model::Decoder& student) {
    checkpoint.texts[kConfig] = formats::configJson(student.config());
}

void takeShape(model::Decoder& student, const Checkpoint& checkpoint, const std::string& where) {
    const auto text = checkpoint.texts.find(kConfig);
    if (text == checkpoint.texts.end())
        return; // written before shapes could change
    auto config = student.config();
    config.layers = formats::parseConfig(text->second, where).layers;
    if (config.layers.size() != student.config().layers.size())
        base::fail(where, SH_TR("The checkpoint belongs to a student with another number of layers"),
                   SH_TR("The student's shape changed since; start a new run"));
    if (config == student.config())
        return;
    const auto device = student.device();
    student = model::Decoder(std::move(config));
    student.to(device);
    student.setRequiresGrad(true);
}

} // namespace stillhouse::train
