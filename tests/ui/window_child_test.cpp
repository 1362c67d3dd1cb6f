// SPDX-License-Identifier: GPL-3.0-or-later
// What other tests run in a process of its own: a window in which somebody works, by real keys, until it is killed or done.
#include "app/main_window.h"
#include "tests/ui/support/child.h"
#include "widgets/error_bar.h"
#include "widgets/models/example_table.h"
#include "widgets/panels.h"
#include "widgets/panels/label_desk.h"
#include "widgets/panels/preference_page.h"

#include <QLabel>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QTableView>
#include <limits>

using namespace stillhouse;
using namespace stillhouse::widgets;
using stillhouse::tests::tell;

namespace {

QString textOfVariable(const char* name) { return qEnvironmentVariable(name); }

int numberOfVariable(const char* name, int otherwise) { return qEnvironmentVariableIsSet(name) ? qEnvironmentVariableIntValue(name) : otherwise; }

bool barSays(QWidget& window, const QString& words) {
    for (auto* bar : window.findChildren<ErrorBar*>())
        if (bar->isVisible())
            for (auto* label : bar->findChildren<QLabel*>())
                if (label->isVisible() && label->text().contains(words))
                    return true;
    return false;
}

/// Every error that a bar of this window shows is told.
void tellErrors(QWidget& window) {
    for (auto* bar : window.findChildren<ErrorBar*>())
        if (bar->isVisible())
            for (auto* label : bar->findChildren<QLabel*>())
                if (label->isVisible() && !label->text().isEmpty())
                    tell(QStringLiteral("bar ") + label->text());
}

} // namespace

// Labels one row after the other with the keys 1 to 3. Tells "label ROWID LABEL" for each label that is said to be on the disk.
TEST(WindowChild, DISABLED_Labels) {
    const int count = numberOfVariable("STILLHOUSE_CHILD_COUNT", std::numeric_limits<int>::max()), first = numberOfVariable("STILLHOUSE_CHILD_FIRST", 0);
    app::MainWindow window(false);
    window.resize(1280, 800);
    window.show();
    window.openProject(textOfVariable("STILLHOUSE_CHILD_PROJECT"));
    window.showPanel(QStringLiteral("data"));
    auto* table = window.findChild<QTableView*>(QStringLiteral("examples"));
    auto* model = window.findChild<ExampleTable*>();
    ASSERT_TRUE(QTest::qWaitFor([&] { return table->model() && table->model()->rowCount() > first; }, 60000));
    QSignalSpy written(window.findChild<LabelDesk*>(), &LabelDesk::saved);
    for (int done = 0, row = first; done < count; ++done, row = (row + 1) % table->model()->rowCount()) {
        ASSERT_TRUE(QTest::qWaitFor([&] { return model->row(row).has_value(); }, 60000));
        const auto before = *model->row(row);
        table->setCurrentIndex(table->model()->index(row, 0));
        table->setFocus();
        Qt::Key key = Qt::Key_1;
        const auto already = written.count();
        for (; key <= Qt::Key_3 && model->row(row)->example.label == before.example.label; key = Qt::Key(key + 1)) {
            table->setCurrentIndex(table->model()->index(row, 0)); // the last key may have moved on
            QTest::keyClick(table, key);
        }
        if (!QTest::qWaitFor([&] { return written.count() > already; }, 60000))
            break;
        tell(QStringLiteral("label %1 %2").arg(before.rowid).arg(QString::fromStdString(model->row(row)->example.label)));
    }
    tellErrors(window);
    tell(QStringLiteral("done"));
}

// On a small disk of its own. The disk fills up under the window: it says so, and takes up again when there is room.
TEST(WindowChild, DISABLED_MeetsAFullDisk) {
    const QString folder = textOfVariable("STILLHOUSE_CHILD_PROJECT");
    app::MainWindow window(false);
    window.resize(1280, 800);
    window.show();
    window.openProject(folder);
    window.showPanel(QStringLiteral("data"));
    auto* table = window.findChild<QTableView*>(QStringLiteral("examples"));
    auto* model = window.findChild<ExampleTable*>();
    ASSERT_TRUE(QTest::qWaitFor([&] { return model->rowCount() > 20 && model->row(20).has_value(); }, 60000));
    auto* desk = window.findChild<LabelDesk*>();
    QSignalSpy written(desk, &LabelDesk::saved), failed(desk, &LabelDesk::failed);
    const auto label = [&](int row) {
        const bool first = model->row(row)->example.label == "high";
        table->setCurrentIndex(table->model()->index(row, 0));
        QTest::keyClick(table, first ? Qt::Key_2 : Qt::Key_1); // high, low, medium
        (void)QTest::qWaitFor([&, n = written.count() + failed.count()] { return written.count() + failed.count() > n; }, 5000);
    };
    label(0);
    ASSERT_EQ(written.count(), 1);
    QFile filler(folder + QStringLiteral("/filler"));
    ASSERT_TRUE(filler.open(QIODevice::WriteOnly | QIODevice::Unbuffered));
    for (qint64 piece = 1 << 20; piece > 0; piece /= 2)
        while (filler.write(QByteArray(piece, 'x')) == piece) {}
    for (int row = 1; row < 20 && failed.isEmpty(); ++row) // what the journal has room for may still be written
        label(row);
    ASSERT_EQ(failed.count(), 1);
    EXPECT_TRUE(barSays(window, QStringLiteral("The disk is full"))) << "what happened";
    EXPECT_TRUE(barSays(window, QStringLiteral("project.db"))) << "where";
    EXPECT_TRUE(barSays(window, QStringLiteral("Free some space"))) << "what to do";
    Experiment experiment = window.session().experiment();
    experiment.name = "Edited while the disk was full";
    window.session().setExperiment(experiment);
    EXPECT_TRUE(QTest::qWaitFor([&] { return barSays(window, QStringLiteral("experiment.json")); }));
    ASSERT_TRUE(filler.remove());
    const auto before = written.count();
    label(20);
    EXPECT_EQ(written.count(), before + 1) << "labelling goes on";
    EXPECT_TRUE(QTest::qWaitFor([&] { return readExperiment((folder + QStringLiteral("/experiment.json")).toStdString())->name == experiment.name; }, 12000))
        << "the edit is saved as soon as there is room";
}

// A project folder that may only be read is looked at; what cannot be saved is said.
TEST(WindowChild, DISABLED_MeetsAReadOnlyFolder) {
    app::MainWindow window(false);
    window.resize(1280, 800);
    window.show();
    window.openProject(textOfVariable("STILLHOUSE_CHILD_PROJECT"));
    EXPECT_TRUE(barSays(window, QStringLiteral("may only be read")));
    EXPECT_TRUE(barSays(window, QStringLiteral("open a copy")));
    EXPECT_FALSE(window.findChild<QPushButton*>(QStringLiteral("runBoth"))->isEnabled());
    for (const auto& panel : panels()) {
        window.showPanel(QString::fromLatin1(panel.id));
        QTest::qWait(30);
    }
    window.showPanel(QStringLiteral("data"));
    auto* table = window.findChild<QTableView*>(QStringLiteral("examples"));
    auto* model = window.findChild<ExampleTable*>();
    ASSERT_TRUE(QTest::qWaitFor([&] { return model->row(0).has_value(); }, 20000)) << "the data can be seen";
    QSignalSpy failed(window.findChild<LabelDesk*>(), &LabelDesk::failed);
    table->setCurrentIndex(table->model()->index(0, 0));
    QTest::keyClick(table, model->row(0)->example.label == "high" ? Qt::Key_2 : Qt::Key_1);
    ASSERT_TRUE(QTest::qWaitFor([&] { return failed.count() == 1; }));
    EXPECT_TRUE(barSays(window, QStringLiteral("The project file may only be read")));
}

// Judges one pair of answers after the other with ←. Tells "choice" for each that is said to be on the disk.
TEST(WindowChild, DISABLED_Chooses) {
    Session session;
    session.openProject(textOfVariable("STILLHOUSE_CHILD_PROJECT").toStdString());
    PreferencePage page(session);
    page.resize(1100, 720);
    page.show();
    page.open({});
    while (QTest::qWaitFor([&] { return page.current() != nullptr; }, 30000)) {
        const auto before = page.made();
        QTest::keyClick(&page, Qt::Key_Left);
        if (!QTest::qWaitFor([&] { return page.made() != before; }, 30000))
            break;
        tell(QStringLiteral("choice"));
    }
    tell(QStringLiteral("done"));
}
