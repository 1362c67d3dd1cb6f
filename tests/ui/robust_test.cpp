// SPDX-License-Identifier: GPL-3.0-or-later
// A full disk, a folder that may only be read, two windows on one project, a run of the command line beside a window, a window that is killed.
#include "core/api/store.h"
#include "tests/ui/project_fixture.h"
#include "tests/ui/support/child.h"
#include "tests/ui/support/project.h"

#include <QDir>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSettings>
#include <QSignalSpy>
#include <memory>
#include <set>

using namespace stillhouse;
using stillhouse::tests::Child;

namespace {

constexpr int kNoMountsHere = 77;

class RobustWindow : public tests::ProjectFixture {
protected:
    /// Runs a child whose project lies behind `mounts`, a shell script in a mount namespace of its own.
    void runBehind(const QString& mounts, const QString& child) {
        open(60);
        QTemporaryDir place;
        const QString script = QStringLiteral("unshare -rm true 2>/dev/null || exit 77; exec unshare -rm bash -c '(%1) || exit 77; exec \"$@\"' bash \"$@\"").arg(mounts);
        Child process(child, {{QStringLiteral("SOURCE"), folder()}, {QStringLiteral("STILLHOUSE_CHILD_PROJECT"), place.path()}}, script);
        ASSERT_TRUE(process.wait());
        if (process.exitCode() == kNoMountsHere)
            GTEST_SKIP() << "this system allows no mounts of one's own";
        EXPECT_EQ(process.exitCode(), 0) << process.output().toStdString();
    }
};

QString runCommand(const QString& program, const QStringList& arguments, int* code = nullptr) {
    QProcess process;
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.start(program, arguments);
    process.waitForFinished(300000);
    if (code)
        *code = process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1;
    return QString::fromUtf8(process.readAll());
}

} // namespace

TEST_F(RobustWindow, SaysThatTheDiskIsFullAndGoesOnWhenThereIsRoom) {
    runBehind(QStringLiteral("mount -t tmpfs -o size=3m none \"$STILLHOUSE_CHILD_PROJECT\" && cp -r \"$SOURCE\"/. \"$STILLHOUSE_CHILD_PROJECT\""),
              QStringLiteral("WindowChild.DISABLED_MeetsAFullDisk"));
}

TEST_F(RobustWindow, LooksAtAProjectThatMayOnlyBeRead) {
    runBehind(QStringLiteral("mount --bind \"$SOURCE\" \"$STILLHOUSE_CHILD_PROJECT\" && mount -o remount,ro,bind \"$STILLHOUSE_CHILD_PROJECT\""),
              QStringLiteral("WindowChild.DISABLED_MeetsAReadOnlyFolder"));
}

// Both windows open the new project at the same moment, label different rows, and the command line runs a strategy meanwhile.
TEST(TwoWindows, AndARunOfTheCommandLineLoseNoWriteAndShowNoError) {
#ifndef STILLHOUSE_HAS_ENGINE
    GTEST_SKIP() << "built without the engine";
#else
    const QTemporaryDir place;
    const QString project = place.filePath(QStringLiteral("project")), cli = QStringLiteral(STILLHOUSE_BINARY_DIR "/stillhouse-cli");
    int code = 0;
    const QString made = runCommand(cli, {QStringLiteral("sample"), project, QStringLiteral("--examples"), QStringLiteral("600")}, &code);
    ASSERT_EQ(code, 0) << made.toStdString();
    Experiment experiment = *readExperiment((project + QStringLiteral("/experiment.json")).toStdString());
    for (auto& stage : experiment.strategies["A"])
        if (stage.stage != "quantize.int4")
            stage.options["steps"] = std::int64_t(20);
    experiment.evaluate.limit = 40;
    experiment.evaluate.latencyRequests = 4;
    experiment.evaluate.bootstrap = 50;
    ASSERT_TRUE(writeExperiment(experiment, (project + QStringLiteral("/experiment.json")).toStdString()));
    const auto window = [&](int first) {
        return std::make_unique<Child>(QStringLiteral("WindowChild.DISABLED_Labels"),
                                       std::map<QString, QString>{{QStringLiteral("STILLHOUSE_CHILD_PROJECT"), project},
                                                                  {QStringLiteral("STILLHOUSE_CHILD_FIRST"), QString::number(first)},
                                                                  {QStringLiteral("STILLHOUSE_CHILD_COUNT"), QStringLiteral("150")}});
    };
    const auto one = window(0), two = window(300);
    const QString ran = runCommand(cli, {QStringLiteral("run"), project + QStringLiteral("/experiment.json"), QStringLiteral("--strategy"), QStringLiteral("A"), QStringLiteral("--quiet")}, &code);
    EXPECT_EQ(code, 0) << ran.toStdString();
    auto store = Store::open((project + QStringLiteral("/project.db")).toStdString());
    ASSERT_TRUE(store);
    for (const auto& child : {one.get(), two.get()}) {
        ASSERT_TRUE(child->wait());
        EXPECT_EQ(child->exitCode(), 0) << child->output().toStdString();
        EXPECT_EQ(child->told(QStringLiteral("bar")), QStringList()) << "an error was shown";
        const QStringList labels = child->told(QStringLiteral("label"));
        EXPECT_EQ(labels.size(), 150);
        for (const QString& line : labels) {
            const auto row = store->examples({line.section(u' ', 1, 1).toLongLong()});
            ASSERT_TRUE(row && row->size() == 1) << line.toStdString();
            EXPECT_EQ(row->front().example.label, line.section(u' ', 2).toStdString());
        }
    }
    EXPECT_EQ(store->datasets()->size(), 1u) << "two windows that open a new project at once fill it once";
    const auto runs = *store->runs();
    ASSERT_EQ(runs.size(), 1u);
    EXPECT_EQ(runs[0].status, "finished");
    EXPECT_EQ(store->metric(runs[0].id, "A", 0, "loss")->steps.size(), 20u);
#endif
}

TEST(TwoWindows, TakeOverEachOthersExperimentAndKeepBothOfTwoEditsOfOneMoment) {
    tests::SmallProject project;
    widgets::Session first, second;
    first.openProject(project.folder().toStdString());
    second.openProject(project.folder().toStdString());
    Experiment edited = first.experiment();
    edited.name = "Edited in the first window";
    first.setExperiment(edited);
    EXPECT_TRUE(QTest::qWaitFor([&] { return second.experiment().name == edited.name; })) << second.experiment().name;
    QSignalSpy failed(&second, &widgets::Session::failed), failedFirst(&first, &widgets::Session::failed);
    Experiment mine = edited, yours = edited;
    mine.name = "mine";
    yours.name = "yours";
    first.setExperiment(mine);
    second.setExperiment(yours);
    ASSERT_TRUE(QTest::qWaitFor([&] { return failed.count() + failedFirst.count() > 0; })) << "the second writer says what it found";
    ASSERT_TRUE(QTest::qWaitFor([&] { return first.experiment().name == second.experiment().name; }));
    const auto saved = readExperiment(first.experimentPath()), kept = readExperiment(project.path("experiment.other.json").toStdString());
    ASSERT_TRUE(saved && kept);
    EXPECT_EQ((std::set<std::string>{saved->name, kept->name}), (std::set<std::string>{"mine", "yours"}));
}

// The real program, killed while a project is open: the next start goes on at that project's page.
TEST(KilledProgram, OpensAgainWhereItWas) {
    tests::SmallProject project;
    QTemporaryDir home;
    const QString ini = home.filePath(QStringLiteral("Stillhouse/stillhouse.conf"));
    auto environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("XDG_CONFIG_HOME"), home.path());
    environment.insert(QStringLiteral("QT_QPA_PLATFORM"), QStringLiteral("offscreen"));
    const auto page = [&](const char* name) {
        QSettings settings(ini, QSettings::IniFormat);
        settings.setValue(QStringLiteral("page"), QLatin1String(name));
    };
    const QDir windows(home.filePath(QStringLiteral("Stillhouse/stillhouse/windows")));
    const auto entries = [&] {
        QStringList found;
        for (const QString& name : windows.entryList({QStringLiteral("*.json")}, QDir::Files)) {
            QFile file(windows.filePath(name));
            const auto window = file.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(file.readAll()).object() : QJsonObject();
            found << window[QStringLiteral("project")].toString() + u' ' + window[QStringLiteral("page")].toString() + u' ' + name.section(u'-', 0, 0);
        }
        return found;
    };
    const auto expect = [&](const QProcess& program) { return project.folder() + QStringLiteral(" export ") + QString::number(program.processId()); };
    const auto start = [&](QProcess& program, const QStringList& arguments) {
        program.setProcessEnvironment(environment);
        program.start(QStringLiteral(STILLHOUSE_BINARY_DIR "/stillhouse"), arguments);
        return program.waitForStarted();
    };
    page("export");
    QProcess killed, next;
    ASSERT_TRUE(start(killed, {QStringLiteral("--project"), project.folder()}));
    ASSERT_TRUE(QTest::qWaitFor([&] { return entries() == QStringList(expect(killed)); }, 30000)) << entries().join(u'\n').toStdString();
    killed.kill();
    ASSERT_TRUE(killed.waitForFinished());
    page("data");
    ASSERT_TRUE(start(next, {}));
    EXPECT_TRUE(QTest::qWaitFor([&] { return entries() == QStringList(expect(next)); }, 30000)) << entries().join(u'\n').toStdString();
    next.kill();
    next.waitForFinished();
}
