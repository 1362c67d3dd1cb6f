// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/infer/activation_format.h"
#include "widgets/duration.h"
#include "widgets/subject_words.h"

#include <gtest/gtest.h>

#include <QDateTime>
#include <iterator>
#include <limits>

using namespace stillhouse;
using namespace stillhouse::widgets;

TEST(Words, APrecisionKeepsItsFormatsAndTellsTheRestInOnesLanguage) {
    EXPECT_EQ(precisionName("int4-nonuniform, q8_0"), QStringLiteral("int4-nonuniform, q8_0"));
    const char* const ends[] = {"scaled by token", "scaled by tensor", "scales calibrated", "delayed scaling"}; // in the order of the engine's names
    ASSERT_EQ(infer::activationScalingNames().size(), std::size(ends));
    for (std::size_t scaling = 0; scaling < std::size(ends); ++scaling) {
        infer::ActivationFormat format;
        format.scaling = infer::ActivationScaling(scaling);
        EXPECT_EQ(precisionName("int8, " + infer::describeActivations(format)), QStringLiteral("int8, fp8-e4m3 activations (simulated), ") + QLatin1String(ends[scaling]));
    }
}

TEST(Words, ADecimalIsNeverMinusNothing) {
    EXPECT_EQ(decimalText(-0.004, 2), QStringLiteral("0.00"));
    EXPECT_EQ(decimalText(-0.005, 2), QStringLiteral("-0.01"));
    EXPECT_EQ(decimalText(0.5, 3), QStringLiteral("0.500"));
    EXPECT_EQ(decimalText(std::numeric_limits<double>::infinity(), 2), QStringLiteral("–"));
}

TEST(Words, ARunIsItsNameAndItsTime) {
    const double started = double(QDateTime(QDate(2026, 3, 4), QTime(5, 6)).toMSecsSinceEpoch()) / 1000;
    EXPECT_EQ(runName("Sample", "id-1", started), QStringLiteral("Sample · 2026-03-04 05:06"));
    EXPECT_EQ(runName("", "id-1", started), QStringLiteral("id-1 · 2026-03-04 05:06"));
}
