// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/distill/white_box_teacher.h"

#include "core/base/failure.h"
#include "core/train/token_teacher.h"

namespace stillhouse::distill {

const train::Teacher& whiteBoxTeacher(const train::StageContext& context) {
    if (const auto* teacher = train::findTokenTeacher(context.teachers))
        return *teacher;
    base::failAt("teacher",
                 SH_TR("This stage compares the inside of the models token by token, and no teacher in memory has the student's tokenizer"),
                 SH_TR("Add a local teacher with the same tokenizer, or skip this stage"));
}

} // namespace stillhouse::distill
