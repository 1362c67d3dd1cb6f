// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/picture_server.h"

#include "core/base/failure.h"
#include "core/base/guard.h"
#include "core/evaluate/attention_picture.h"
#include "core/train/token_teacher.h"

#include <algorithm>

namespace stillhouse::train {

void PictureBudget::earn(double seconds) {
    trained_ += seconds;
    ++steps_;
    if (!known_)
        price_ = trained_ / double(steps_);
    earned_ = std::min(earned_ + seconds * kPictureShare, price_);
}

void PictureBudget::pay(double seconds) {
    earned_ -= seconds;
    price_ = seconds;
    known_ = true;
}

PictureServer::PictureServer(StageContext& context, Clock clock) : context_(context), clock_(std::move(clock)), last_(clock_()) {}

void PictureServer::betweenSteps(std::int64_t step) {
    const double now = clock_();
    budget_.earn(now - last_);
    last_ = now;
    if (!context_.control.pictureRequested() || !budget_.allows())
        return;
    const auto request = context_.control.takePictureRequest(context_.lane);
    if (!request)
        return;
    answer(*request, step);
    last_ = clock_();
    budget_.pay(last_ - now);
}

void PictureServer::whilePaused(std::int64_t step) {
    if (context_.control.pictureRequested())
        while (const auto request = context_.control.takePictureRequest(context_.lane))
            answer(*request, step);
    last_ = clock_();
}

// A picture that cannot be made is told to whoever asked; the training goes on.
void PictureServer::answer(const PictureRequest& request, std::int64_t step) {
    auto made = base::guard([&] { return make(request); });
    Picture picture;
    if (made)
        picture = std::move(*made);
    else
        picture.error = made.error();
    picture.tag = request.tag;
    picture.lane = context_.lane;
    picture.subject = request.subject;
    picture.step = step;
    context_.control.report(picture);
}

Picture PictureServer::make(const PictureRequest& request) {
    if (!context_.data.encoder)
        base::fail(request.tag, SH_TR("This training has no task to format an example with"));
    const auto draw = [&](const model::Decoder& decoder) {
        return evaluate::attentionPicture(decoder, evaluate::pictureInput(*context_.data.encoder, request.prompt, request.maxTokens),
                                          request.layer, request.head);
    };
    if (request.subject != "teacher")
        return draw(context_.student);
    const auto* teacher = findTokenTeacher(context_.teachers);
    if (!teacher)
        base::fail(request.tag, SH_TR("This stage has no teacher"));
    const auto& asked = teacherAsked_;
    if (!teacher_ || asked.prompt != request.prompt || asked.maxTokens != request.maxTokens || asked.layer != request.layer ||
        asked.head != request.head) {
        teacher_ = draw(*teacher->decoder);
        teacherAsked_ = request;
    }
    return *teacher_;
}

} // namespace stillhouse::train
