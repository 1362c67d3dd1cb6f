// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/task_prompt.h"

#include <gtest/gtest.h>

namespace stillhouse {

TEST(TaskPrompt, StandsInItsPlaceOrFollows) {
    EXPECT_EQ(promptInTemplate("Q: {prompt}\nA:", "why"), "Q: why\nA:");
    EXPECT_EQ(promptInTemplate("Ask: ", "why"), "Ask: why");
}

} // namespace stillhouse
