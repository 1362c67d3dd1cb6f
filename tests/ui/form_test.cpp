// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/support/project.h"
#include "widgets/form/layer_map_editor.h"
#include "widgets/form/number_field.h"
#include "widgets/form/option_control.h"
#include "widgets/form/option_form.h"
#include "widgets/panels/strategy_setup.h"

#include <QAbstractButton>
#include <QComboBox>
#include <QLineEdit>
#include <QSignalSpy>
#include <QSlider>
#include <algorithm>

using namespace stillhouse;
using namespace stillhouse::widgets;

namespace {

std::vector<OptionSpec> specs() {
    return {
        {"steps", OptionType::Integer, std::int64_t(0), 0, 100000, {}, "steps", Text("Steps"), Text("help"), false},
        {"alpha", OptionType::Number, 0.7, 0, 1, {}, "", Text("Alpha"), Text("help"), false},
        {"lr", OptionType::Number, 3e-4, 1e-7, 1, {}, "", Text("Learning rate"), Text("help"), true},
        {"kind", OptionType::Choice, std::string("linear"), 0, 0, {"constant", "linear"}, "", Text("Kind"), Text("help"), false},
        {"cache", OptionType::Flag, true, 0, 0, {}, "", Text("Cache"), Text("help"), false},
        {"points", OptionType::Points, Points{{0, 3}, {1, 0.5}}, 0.1, 10, {}, "", Text("Points"), Text("help"), false},
    };
}

} // namespace

TEST(OptionForm, GivesOnlyWhatDiffersFromTheDefaults) {
    OptionForm form(specs());
    EXPECT_TRUE(form.values().empty());
    OptionMap some{{"alpha", 0.25}, {"kind", std::string("constant")}, {"cache", false}};
    form.setValues(some);
    EXPECT_EQ(form.values(), some);
    form.setValues({});
    EXPECT_TRUE(form.values().empty());
}

TEST(OptionForm, AUnitThatTheLabelNamesIsNotRepeated) {
    OptionForm form({{"steps", OptionType::Integer, std::int64_t(0), 0, 100, {}, "steps", Text("Steps"), Text("help"), false},
                     {"test", OptionType::Integer, std::int64_t(0), 0, 100, {}, "examples", Text("Test examples"), Text("help"), false},
                     {"pause", OptionType::Number, 1.0, 0, 100, {}, "s", Text("Pause between steps"), Text("help"), false}});
    const auto named = [&](const char* name) { return std::ranges::any_of(form.findChildren<QWidget*>(), [&](QWidget* w) { return w->accessibleName() == QLatin1String(name); }); };
    EXPECT_TRUE(named("Steps"));
    EXPECT_TRUE(named("Test examples"));
    EXPECT_TRUE(named("Pause between steps, in s")) << "a letter of a word is no unit";
}

TEST(OptionForm, TypingIntoAFieldChangesItAndTheArrowBringsTheDefaultBack) {
    OptionForm form(specs());
    form.show();
    QSignalSpy changed(&form, &OptionForm::changed);
    auto* field = form.control("alpha")->findChild<NumberField*>();
    field->setFocus();
    field->selectAll();
    QTest::keyClicks(field, QStringLiteral("0.3"));
    QTest::keyClick(field, Qt::Key_Return);
    ASSERT_EQ(changed.count(), 1);
    EXPECT_DOUBLE_EQ(std::get<double>(form.values().at("alpha")), 0.3);
    QAbstractButton* reset = nullptr;
    for (auto* button : form.findChildren<QAbstractButton*>())
        if (button->isVisible() && button->toolTip().contains(QStringLiteral("0.7")))
            reset = button;
    ASSERT_NE(reset, nullptr);
    QTest::mouseClick(reset, Qt::LeftButton);
    EXPECT_TRUE(form.values().empty());
    EXPECT_FALSE(reset->isVisible());
}

TEST(OptionForm, ASliderAndItsFieldShowTheSameNumber) {
    OptionForm form(specs());
    auto* slider = form.control("alpha")->findChild<QSlider*>();
    ASSERT_NE(slider, nullptr);
    slider->setValue(slider->maximum() / 2);
    EXPECT_DOUBLE_EQ(form.control("alpha")->findChild<NumberField*>()->value(), 0.5);
    EXPECT_EQ(form.control("lr")->findChild<QSlider*>(), nullptr) << "orders of magnitude need no linear slider";
}

TEST(OptionForm, SmallNumbersKeepTheirDigits) {
    OptionForm form(specs());
    form.setValues({{"lr", 2.5e-6}});
    EXPECT_DOUBLE_EQ(std::get<double>(form.values().at("lr")), 2.5e-6);
    EXPECT_EQ(form.control("lr")->findChild<NumberField*>()->text(), QStringLiteral("2.5e-06"));
}

TEST(OptionForm, AnErrorStandsUnderItsFieldAndOpensTheAdvancedPart) {
    OptionForm form(specs());
    form.show();
    EXPECT_FALSE(form.control("lr")->isVisible());
    EXPECT_TRUE(form.setError("lr", QStringLiteral("too large")));
    EXPECT_TRUE(form.control("lr")->isVisible());
    EXPECT_FALSE(form.setError("unknown", QStringLiteral("?")));
}

TEST(OptionForm, ChangedAdvancedValuesAreNeverHidden) {
    OptionForm form(specs());
    form.show();
    form.setValues({{"lr", 1e-3}});
    EXPECT_TRUE(form.control("lr")->isVisible());
}

TEST(PointsText, ReadsBackWhatItWritesAndRefusesDisorder) {
    bool ok = false;
    const Points points{{0, 3}, {0.5, 1.25}, {1, 0.5}};
    OptionSpec spec;
    spec.type = OptionType::Points;
    EXPECT_EQ(pointsFromText(optionText(spec, points), &ok), points);
    EXPECT_TRUE(ok);
    for (const char* bad : {"1:2, 0:3", "a:b", "0:1:2", "0", "0:1, 0:2"}) {
        pointsFromText(QLatin1String(bad), &ok);
        EXPECT_FALSE(ok) << bad;
    }
}

TEST(StrategySetup, WritesBackExactlyWhatItRead) {
    Experiment experiment;
    experiment.name = "n";
    experiment.seed = 9;
    experiment.device = "cuda:7"; // more than the list offers
    experiment.teachers = {{"one", 0.5, {"x"}}, {"two", 1, {}}};
    experiment.student.hidden = 64;
    experiment.budget.preset = "long";
    experiment.budget.maxMinutes = 2.5;
    experiment.evaluate.limit = 12;
    OptionForm form(setupOptions());
    form.setValues(setupValues(experiment));
    Experiment copy = experiment;
    applySetup(form.values(), copy);
    EXPECT_EQ(formatExperiment(copy), formatExperiment(experiment));
    OptionMap cleared = form.values();
    cleared.erase("student.hidden");
    applySetup(cleared, copy);
    EXPECT_EQ(copy.student.hidden, 0);
    EXPECT_EQ(copy.teachers.size(), 2u);
}

namespace {

std::vector<OptionSpec> mapSpecs() { return {{"layer_pairs", OptionType::String, std::string("0:1"), 0, 0, {}, "", Text("Layer pairs"), Text("help"), false}}; }

std::string pairsOf(const OptionForm& form) {
    const auto values = form.values();
    return values.contains("layer_pairs") ? std::get<std::string>(values.at("layer_pairs")) : "default";
}

} // namespace

TEST(LayerMap, ALineIsDrawnWithTheMouseOrByTwoClicks) {
    OptionForm form(mapSpecs());
    form.resize(700, 400);
    form.show();
    auto* map = form.findChild<LayerMapEditor*>();
    ASSERT_NE(map, nullptr);
    map->setLayers(2, 4);
    QTest::mousePress(map, Qt::LeftButton, {}, map->box(false, 1).center());
    QTest::mouseMove(map, map->box(true, 3).center());
    QTest::mouseRelease(map, Qt::LeftButton, {}, map->box(true, 3).center());
    EXPECT_EQ(pairsOf(form), "0:1, 1:3");
    QTest::mouseClick(map, Qt::LeftButton, {}, map->box(true, 1).center());
    QTest::mouseClick(map, Qt::LeftButton, {}, map->box(false, 0).center());
    EXPECT_EQ(pairsOf(form), "1:3") << "the same line again takes it away";
    QTest::mousePress(map, Qt::LeftButton, {}, map->box(false, 0).center());
    QTest::mouseRelease(map, Qt::LeftButton, {}, QPoint(1, 1));
    EXPECT_EQ(pairsOf(form), "1:3") << "let go beside the boxes";
}

TEST(LayerMap, KeysAloneDrawAndClear) {
    OptionForm form(mapSpecs());
    form.resize(700, 400);
    form.show();
    auto* map = form.findChild<LayerMapEditor*>();
    map->setLayers(2, 4);
    for (const auto key : {Qt::Key_Down, Qt::Key_Right, Qt::Key_Space, Qt::Key_Up, Qt::Key_Right, Qt::Key_Space})
        QTest::keyClick(map, key);
    EXPECT_EQ(pairsOf(form), "0:1, 1:2");
    for (const auto key : {Qt::Key_Down, Qt::Key_Left, Qt::Key_Left, Qt::Key_Delete})
        QTest::keyClick(map, key);
    EXPECT_EQ(pairsOf(form), "1:2");
}

TEST(LayerMap, TypedTextIsDrawnAndNonsenseIsMarked) {
    OptionForm form(mapSpecs());
    form.resize(700, 400);
    form.show();
    auto* map = form.findChild<LayerMapEditor*>();
    auto* field = form.control("layer_pairs")->findChild<QLineEdit*>();
    field->setFocus();
    field->selectAll();
    QTest::keyClicks(field, QStringLiteral("0:2,1:9"));
    QTest::keyClick(field, Qt::Key_Return);
    EXPECT_EQ(map->pairs(), (std::vector<LayerMapEditor::Pair>{{0, 2}, {1, 9}}));
    EXPECT_GT(map->box(true, 9).width(), 0) << "a pair beyond the known layers still has its box";
    field->selectAll();
    QTest::keyClicks(field, QStringLiteral("0-2"));
    QTest::keyClick(field, Qt::Key_Return);
    EXPECT_TRUE(field->property("invalid").toBool());
    EXPECT_EQ(map->pairs().size(), 2u) << "what was drawn stays";
}
