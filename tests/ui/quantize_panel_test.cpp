// SPDX-License-Identifier: GPL-3.0-or-later
// The Quantization page over core itself, on the bundled sample's teacher: 5 layers of 7 matrices, 160 wide.
#include "tests/ui/support/small_model.h"
#include "widgets/error_bar.h"
#include "widgets/job_progress.h"
#include "widgets/panels/model_chooser.h"
#include "widgets/panels/quantize_codes.h"
#include "widgets/panels/quantize_panel.h"
#include "widgets/panels/quantize_quality.h"
#include "widgets/panels/quantize_setup.h"
#include "widgets/panels/quantize_tensors.h"
#include "widgets/panels/quantize_weights.h"
#include "widgets/panels/text_measure.h"
#include "widgets/path_field.h"
#include "widgets/plot/heat_grid.h"
#include "widgets/plot/histogram_plot.h"
#include "widgets/plot/scatter_plot.h"

#include <QTabWidget>
#include <QTableView>
#include <cmath>
#include <numeric>

using namespace stillhouse;
using namespace stillhouse::widgets;

namespace {

constexpr int kQuantizeMs = 120'000;

class QuantizePanelTest : public tests::SmallModelFixture {
protected:
    void openPanel() {
        openWithTeacher();
        panel_ = std::make_unique<QuantizePanel>(session());
        show(*panel_);
        ASSERT_TRUE(QTest::qWaitFor([&] { return panel_->setup()->chooser()->path() == model(); }));
    }
    void quantizeNow() {
        QTest::mouseClick(panel_->setup()->button(), Qt::LeftButton);
        ASSERT_TRUE(QTest::qWaitFor([&] { return panel_->result().has_value(); }, kQuantizeMs));
    }
    bool barSays(const QString& text) { return visibleText(*panel_->findChild<ErrorBar*>(), text); }

    std::unique_ptr<QuantizePanel> panel_;
};

} // namespace

TEST_F(QuantizePanelTest, WithoutAModelThePageSaysWhatFillsIt) {
    open(0);
    QuantizePanel panel(session());
    show(panel);
    EXPECT_TRUE(QTest::qWaitFor([&] { return visibleButton(panel, QStringLiteral("Open a model folder…")) != nullptr; }));
    EXPECT_TRUE(visibleText(panel, QStringLiteral("No model to quantize")));
    EXPECT_FALSE(panel.setup()->button()->isEnabled());
}

TEST_F(QuantizePanelTest, AModelIsQuantizedShownMatrixByMatrixAndMeasuredOnAText) {
    openPanel();
    EXPECT_EQ(panel_->setup()->output()->path(), folder() + QStringLiteral("/models/wise-int4.safetensors"));
    quantizeNow();
    const QuantizeResult& result = *panel_->result();
    EXPECT_TRUE(QFileInfo(panel_->setup()->output()->path()).isFile());
    EXPECT_LT(result.bitsPerWeight, 9);
    EXPECT_GT(result.bitsPerWeight, 3);
    EXPECT_LT(result.bytes, result.originalBytes);
    EXPECT_GE(panel_->tensors()->view()->model()->rowCount(), 35) << "seven matrices in each of five layers";
    const auto* grid = panel_->tensors()->grid();
    EXPECT_EQ(grid->rowCount(), 7);
    EXPECT_EQ(grid->columnCount(), 5);
    for (const auto& cell : grid->cells())
        EXPECT_GT(cell.value, 0) << "four bits lose something of every matrix";
    EXPECT_TRUE(QTest::qWaitFor([&] { return visibleText(*panel_, QStringLiteral("Bits per weight")); }));

    QTest::mouseClick(panel_->findChild<QPushButton*>(QStringLiteral("measureQuality")), Qt::LeftButton);
    EXPECT_EQ(panel_->tabs()->currentWidget(), panel_->quality());
    ASSERT_TRUE(QTest::qWaitFor([&] { return panel_->quality()->result().has_value(); }, kQuantizeMs));
    const Divergence& d = *panel_->quality()->result();
    EXPECT_GT(d.perplexity, 1);
    EXPECT_GT(d.kl.value, 0) << "four bits change some probability";
    EXPECT_LE(d.kl.low, d.kl.value);
    EXPECT_GE(d.kl.high, d.kl.value);
    EXPECT_TRUE(QTest::qWaitFor([&] { return visibleText(*panel_, QStringLiteral("KL divergence, nats per token")); }));
}

TEST_F(QuantizePanelTest, TheResultIsThereAgainAfterTheProgramWasClosed) {
    openPanel();
    quantizeNow();
    const double bits = panel_->result()->bitsPerWeight;
    panel_ = std::make_unique<QuantizePanel>(session());
    show(*panel_);
    ASSERT_TRUE(QTest::qWaitFor([&] { return panel_->result().has_value(); }));
    EXPECT_NEAR(panel_->result()->bitsPerWeight, bits, 1e-6);
}

TEST_F(QuantizePanelTest, CancelLeavesNoFileAndResumeFinishesIt) {
    openPanel();
    QTest::mouseClick(panel_->setup()->button(), Qt::LeftButton);
    QTest::mouseClick(panel_->setup()->progress()->cancelButton(), Qt::LeftButton);
    ASSERT_TRUE(QTest::qWaitFor([&] { return panel_->setup()->button()->isVisible(); }, kQuantizeMs));
    EXPECT_TRUE(barSays(QStringLiteral("Quantization was cancelled")));
    EXPECT_FALSE(QFileInfo::exists(panel_->setup()->output()->path()));
    auto* resume = visibleButton(*panel_, QStringLiteral("Resume"));
    ASSERT_NE(resume, nullptr);
    QTest::mouseClick(resume, Qt::LeftButton);
    EXPECT_TRUE(QTest::qWaitFor([&] { return panel_->result().has_value(); }, kQuantizeMs));
}

TEST_F(QuantizePanelTest, AModelThatCannotBeReadIsAnErrorInThePage) {
    openPanel();
    panel_->setup()->chooser()->setPath(brokenModel());
    ASSERT_TRUE(QTest::qWaitFor([&] { return panel_->findChild<ErrorBar*>()->isVisible(); }));
    QTest::mouseClick(panel_->setup()->button(), Qt::LeftButton);
    ASSERT_TRUE(QTest::qWaitFor([&] { return panel_->setup()->button()->isVisible(); }, kQuantizeMs));
    EXPECT_TRUE(barSays(QStringLiteral("broken"))) << "the bar names the place";
    EXPECT_FALSE(panel_->result().has_value());
}

TEST_F(QuantizePanelTest, AMatrixShowsItsWeightsItsLevelsAndWhatEveryChoiceCosts) {
    openPanel();
    panel_->tabs()->setCurrentWidget(panel_->weights());
    const auto* histogram = panel_->weights()->histogram();
    ASSERT_TRUE(QTest::qWaitFor([&] { return !histogram->counts().empty() && !panel_->weights()->curve()->points().empty(); }, kQuantizeMs));
    EXPECT_EQ(panel_->weights()->tensor(), QStringLiteral("model.layers.0.self_attn.q_proj.weight"));
    EXPECT_EQ(std::accumulate(histogram->counts().begin(), histogram->counts().end(), std::int64_t(0)), 160 * 160) << "every weight is in one bin";
    EXPECT_GE(histogram->marks().size(), 2u);
    for (const auto& point : panel_->weights()->curve()->points()) {
        EXPECT_GT(point.x, 0);
        EXPECT_LT(point.y, 1) << point.name.toStdString() << ": better than leaving the matrix out";
    }
}

TEST_F(QuantizePanelTest, TheCodesOfFp8FillAGridAndItsLargestValueIs448) {
    openPanel();
    panel_->tabs()->setCurrentWidget(panel_->codes());
    const auto* grid = panel_->codes()->grid();
    ASSERT_TRUE(QTest::qWaitFor([&] { return grid->cells().size() == 256; }));
    EXPECT_TRUE(grid->cells()[0x7E].tip.contains(QStringLiteral("448"))) << "OCP 8-bit floating point, E4M3: S.1111.110";
    EXPECT_TRUE(std::isnan(grid->cells()[0x7F].value));
}

TEST_F(QuantizePanelTest, EveryControlOfThePageHasAName) {
    openPanel();
    for (auto* widget : panel_->findChildren<QWidget*>()) {
        const auto* button = qobject_cast<QAbstractButton*>(widget);
        const bool control = button || widget->inherits("QComboBox") || widget->inherits("QAbstractSpinBox") || widget->inherits("QLineEdit");
        // The line edit inside a spin box is a part of it: the spin box has the name.
        if (!control || !widget->isVisible() || widget->focusPolicy() == Qt::NoFocus || widget->objectName() == QLatin1String("qt_spinbox_lineedit"))
            continue;
        EXPECT_TRUE(!widget->accessibleName().isEmpty() || (button && !button->text().isEmpty()))
            << widget->metaObject()->className() << ' ' << widget->objectName().toStdString();
    }
}
