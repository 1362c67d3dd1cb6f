// SPDX-License-Identifier: GPL-3.0-or-later
// Pictures of every page with data on it, for a person to look at: two themes, two languages, two sizes. Not a verdict, so it runs only
// when asked for (`cmake --build build --target gallery`); STILLHOUSE_GALLERY names the folder. Its sample project is trained once and kept
// there; STILLHOUSE_GALLERY_ONLY=ID,… makes the pictures of some pages alone.
#include "app/main_window.h"
#include "app/preferences.h"
#include "app/shortcuts_dialog.h"
#include "app/tour.h"
#include "core/api/data.h"
#include "core/api/resources.h"
#include "core/api/store.h"
#include "tests/ui/support/project.h"
#include "widgets/panels.h"
#include "widgets/panels/demo_card.h"
#include "widgets/panels/demo_job.h"
#include "widgets/panels/demo_panel.h"
#include "widgets/panels/demo_presentation.h"
#include "widgets/panels/temperature_example.h"
#include "widgets/theme.h"

#include <QAction>
#include <QDir>
#include <QDockWidget>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QTabWidget>
#include <QTableView>
#include <iostream>

using namespace stillhouse;
using namespace stillhouse::app;
using namespace stillhouse::widgets;
using stillhouse::tests::waitFor;

namespace {

constexpr int kPatience = 900000;

// The sample at a budget that fits a few minutes: the same stages, few steps.
Experiment smallBudget(const Session& session) {
    Experiment experiment = session.experiment();
    const std::map<std::string, std::int64_t> few{{"steps", 40}, {"rollouts", 3}, {"answers", 64}, {"pairs", 128}};
    for (auto& [lane, stages] : experiment.strategies)
        for (auto& stage : stages)
            if (const MethodSpec* method = session.method(stage.stage))
                for (const auto& option : method->options)
                    if (const auto found = few.find(option.key); found != few.end())
                        stage.options[option.key] = found->second;
    experiment.evaluate.limit = 120;
    experiment.evaluate.latencyRequests = 12;
    experiment.evaluate.bootstrap = 100;
    return experiment;
}

class Gallery : public ::testing::Test {
protected:
    void SetUp() override {
        folder_ = qEnvironmentVariable("STILLHOUSE_GALLERY");
        only_ = qEnvironmentVariable("STILLHOUSE_GALLERY_ONLY").split(u',', Qt::SkipEmptyParts);
        ASSERT_FALSE(folder_.isEmpty()) << "STILLHOUSE_GALLERY names no folder";
        ASSERT_TRUE(QDir().mkpath(folder_));
        QSettings().clear();
        window_ = std::make_unique<MainWindow>();
        window_->resize(1280, 800);
        window_->show();
        ASSERT_TRUE(waitFor([&] { return session().engineReady(); }, kPatience));
    }
    Session& session() { return window_->session(); }
    QWidget* page(const char* id) { return window_->findChild<QWidget*>(QStringLiteral("panel.%1").arg(QLatin1String(id))); }
    QTabWidget* tabs(const char* id) { return page(id)->findChild<QTabWidget*>(); }
    bool wanted(const char* id) const { return only_.isEmpty() || only_.contains(QLatin1String(id)); }

    void openTrainedSample() {
        const QString project = folder_ + QStringLiteral("/project");
        const bool fresh = !QFile::exists(project + QStringLiteral("/experiment.json"));
        if (fresh) {
            const auto made = writeSampleProject(project.toStdString(), resourceFolder());
            ASSERT_TRUE(made) << made.error().english();
        }
        window_->openProject(project);
        if (!fresh)
            return;
        QSignalSpy ended(&session(), &Session::runEnded);
        for (const std::uint64_t seed : {7, 8}) { // two, so that there is something to compare
            Experiment experiment = smallBudget(session());
            experiment.name = "Sample, seed " + std::to_string(seed);
            experiment.seed = seed;
            session().setExperiment(experiment);
            ended.clear();
            Q_EMIT session().startRequested({}, false, {});
            ASSERT_TRUE(waitFor([&] { return ended.count() > 0 && !session().running(); }, kPatience));
        }
        labelByTwo();
    }

    // Two people label the first examples and differ on every sixth.
    void labelByTwo() {
        auto store = Store::open(session().storePath());
        ASSERT_TRUE(store);
        ExampleQuery query;
        query.dataset = store->datasets()->back().id;
        const auto ids = store->exampleIds(query);
        ASSERT_TRUE(ids);
        const char* const labels[] = {"low", "medium", "high"};
        for (std::size_t i = 0; i < 60 && i < ids->size(); ++i) {
            ASSERT_TRUE(store->setLabel((*ids)[i], labels[i % 3], "ann"));
            ASSERT_TRUE(store->setLabel((*ids)[i], labels[(i + (i % 6 == 0)) % 3], "bo"));
        }
    }

    /// Presses a button, when it is there, and waits until `ready`.
    void press(QWidget* root, const QString& text, const std::function<bool()>& ready = {}) {
        for (auto* button : root->findChildren<QPushButton*>())
            if (button->isVisible() && button->isEnabled() && button->text() == text) {
                QTest::mouseClick(button, Qt::LeftButton);
                if (ready && !waitFor(ready, kPatience))
                    std::cout << "nothing came of " << qPrintable(text) << "\n";
                return;
            }
        std::cout << "no button " << qPrintable(text) << " on " << qPrintable(root->objectName()) << "\n";
    }

    /// `widget`: nullptr for the window, or the dock that floats before it.
    void grab(const QString& name, QWidget* widget = nullptr) {
        for (const auto mode : {Theme::Mode::Light, Theme::Mode::Dark})
            for (const auto language : {Language::English, Language::Chinese})
                for (const QSize size : {QSize(1280, 800), QSize(1920, 1080)}) {
                    theme().apply(mode);
                    applyLanguage(language);
                    (widget && widget->isFullScreen() ? widget : window_.get())->resize(size);
                    QTest::qWait(250);
                    for (int turn = 0; turn < 8; ++turn) // on a busy machine the layout of a new language takes longer
                        QCoreApplication::processEvents();
                    const QString file = QStringLiteral("%1/%2-%3-%4-%5.png")
                                             .arg(folder_, name, mode == Theme::Mode::Light ? QStringLiteral("light") : QStringLiteral("dark"),
                                                  language == Language::English ? QStringLiteral("en") : QStringLiteral("zh"))
                                             .arg(size.width());
                    QWidget* shown = widget ? widget : window_.get();
                    for (auto* dock : window_->findChildren<QDockWidget*>())
                        if (!widget && dock->isVisible() && dock->isFloating())
                            shown = dock;
                    EXPECT_TRUE(shown->grab().save(file)) << qPrintable(file);
                }
        theme().apply(Theme::Mode::Light);
        applyLanguage(Language::English);
        window_->resize(1280, 800);
        QTest::qWait(50);
    }
    /// A dialog is made anew in each language.
    void grabDialog(const char* name) {
        for (const auto language : {Language::English, Language::Chinese})
            for (const auto mode : {Theme::Mode::Light, Theme::Mode::Dark}) {
                theme().apply(mode);
                applyLanguage(language);
                QTest::qWait(50); // the words of the actions are told to change, and change a turn later
                window_->findChild<QAction*>(QStringLiteral("action.%1").arg(QLatin1String(name)))->trigger();
                QTest::qWait(300);
                const auto dialogs = window_->findChildren<QDialog*>();
                QWidget* shown = dialogs.isEmpty() ? window_.get() : static_cast<QWidget*>(dialogs.last());
                EXPECT_TRUE(shown->grab().save(QStringLiteral("%1/%2-%3-%4.png")
                                                   .arg(folder_, QLatin1String(name), mode == Theme::Mode::Light ? QStringLiteral("light") : QStringLiteral("dark"),
                                                        language == Language::English ? QStringLiteral("en") : QStringLiteral("zh"))));
                for (auto* dialog : dialogs)
                    dialog->close();
                QTest::qWait(50);
            }
    }
    /// A page as it is, and each of its tabs.
    void grabTabs(const char* id) {
        auto* all = tabs(id);
        for (int i = 0; all && i < all->count(); ++i) {
            all->setCurrentIndex(i);
            QTest::qWait(300);
            grab(QStringLiteral("%1-%2").arg(QLatin1String(id)).arg(i + 1));
        }
        if (!all)
            grab(QLatin1String(id));
    }
    void prepare(const char* id);
    void grabMore(const char* id);

    QString folder_;
    QStringList only_;
    std::unique_ptr<MainWindow> window_;
};

// Brings data on the pages that show something only when asked.
void Gallery::prepare(const char* id) {
    const std::string name = id;
    const auto text = [](const char* source, const char* context) { return QCoreApplication::translate(context, source); };
    if (name == "attention") {
        press(page(id), text("Take an example", "AttentionPanel"));
        QTest::qWait(4000);
    } else if (name == "prune") {
        for (int tab : {0, 1}) {
            tabs(id)->setCurrentIndex(tab);
            QTest::qWait(200);
            QSignalSpy pages(tabs(id), &QTabWidget::currentChanged);
            const char* words = tab == 0 ? "Compute importance" : "Compute correlation";
            press(tabs(id), text(words, "PrunePanel"), [&] {
                for (auto* button : tabs(id)->currentWidget()->findChildren<QPushButton*>())
                    if (button->isVisible() && button->text() == QLatin1String(words))
                        return false;
                return true;
            });
        }
    } else if (name == "quantize") {
        press(page(id), QStringLiteral("Quantize"));
        (void)waitFor([&] { return tabs(id)->currentWidget()->findChild<QTableView*>() != nullptr; }, 60000);
        QTest::qWait(20000);
    } else if (name == "data") {
        auto* table = window_->findChild<QTableView*>(QStringLiteral("examples"));
        (void)waitFor([&] { return table->model() && table->model()->rowCount() > 0; }, kPatience);
        table->setCurrentIndex(table->model()->index(3, 0));
    } else if (name == "demo") {
        auto* demo = window_->findChild<DemoPanel*>();
        (void)waitFor([&] { return !demo->card(2)->path().isEmpty(); }, 20000);
        press(page(id), QStringLiteral("Random example"), [&] { return !demo->job()->running() && demo->job()->answers().size() == 3; });
    } else if (name == "temperature") {
        Q_EMIT session().panelRequested(QStringLiteral("temperature"), QStringLiteral("Card payment of 912.40 EUR at night, new device"));
        QTest::qWait(500);
        press(page(id), QStringLiteral("Another example"));
        QTest::qWait(4000);
    }
}

// Pages behind a page: agreement and answers to compare on Data, the help beside it, the presentation of Demo.
void Gallery::grabMore(const char* id) {
    const std::string name = id;
    if (name == "data") {
        for (const auto& [button, picture] : {std::pair("agreement", "data-agreement"), std::pair("compareAnswers", "data-answers")}) {
            QTest::mouseClick(page(id)->findChild<QPushButton*>(QLatin1String(button)), Qt::LeftButton);
            QTest::qWait(2000);
            grab(QLatin1String(picture));
            for (auto* back : page(id)->findChildren<QPushButton*>())
                if (back->isVisible() && back->text() == QStringLiteral("Back to the data"))
                    QTest::mouseClick(back, Qt::LeftButton);
        }
        window_->findChild<QAction*>(QStringLiteral("action.help"))->trigger();
        grab(QStringLiteral("help"));
        window_->findChild<QAction*>(QStringLiteral("action.help"))->trigger();
    } else if (name == "demo") {
        Q_EMIT session().panelRequested(QStringLiteral("demo"), QStringLiteral("present"));
        auto* demo = window_->findChild<DemoPanel*>();
        QTest::qWait(500);
        grab(QStringLiteral("demo-present"), demo->presentation());
        demo->presentation()->close();
    }
}

} // namespace

TEST_F(Gallery, DISABLED_EveryPage) {
    if (only_.isEmpty() || only_.contains(QStringLiteral("welcome"))) {
        grab(QStringLiteral("welcome"));
        window_->findChild<Tour*>()->start();
        grab(QStringLiteral("tour"));
        window_->findChild<Tour*>()->end();
    }
    openTrainedSample();
    if (HasFatalFailure())
        return;
    for (const auto& panel : panels()) {
        if (!wanted(panel.id))
            continue;
        window_->showPanel(QString::fromLatin1(panel.id));
        QTest::qWait(800);
        prepare(panel.id);
        grabTabs(panel.id);
        grabMore(panel.id);
        for (auto* dock : window_->findChildren<QDockWidget*>())
            dock->close();
    }
    for (const char* name : {"shortcuts", "settings", "about", "palette"})
        if (wanted(name))
            grabDialog(name);
}
