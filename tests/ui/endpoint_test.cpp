// SPDX-License-Identifier: GPL-3.0-or-later
// A remote teacher as a user sets it up, against a server on loopback and a keychain of the test's own.
#include "tests/remote/local_server.h"
#include "tests/ui/project_fixture.h"
#include "widgets/keychain.h"
#include "widgets/panels/endpoint_editor.h"
#include "widgets/panels/share_bars.h"
#include "widgets/panels/teacher_panel.h"

#include <QComboBox>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QSignalSpy>
#include <QTest>
#include <QTimer>

using namespace stillhouse;
using namespace stillhouse::widgets;
using stillhouse::tests::LocalServer;
using stillhouse::tests::ProjectFixture;

namespace {

class FakeKeychain : public Keychain {
public:
    void read(QObject* owner, const QString& name, Done done) override {
        KeychainAnswer answer;
        answer.state = !service              ? KeychainAnswer::State::NoService
                       : entries.count(name) ? KeychainAnswer::State::Done
                                             : KeychainAnswer::State::Absent;
        answer.key = answer.state == KeychainAnswer::State::Done ? entries[name] : QString();
        QTimer::singleShot(0, owner, [=] { done(answer); });
    }
    void write(QObject* owner, const QString& name, const QString& key, Done done) override {
        KeychainAnswer answer;
        answer.state = service ? KeychainAnswer::State::Done : KeychainAnswer::State::NoService;
        if (service)
            entries[name] = key;
        QTimer::singleShot(0, owner, [=] { done(answer); });
    }

    bool service = true;
    std::map<QString, QString> entries;
};

class EndpointTest : public ProjectFixture {
protected:
    void type(const char* field, const QString& text) {
        auto* line = panel->findChild<QLineEdit*>(QString::fromLatin1(field));
        line->selectAll();
        QTest::keyClicks(line, text);
    }
    void choosePlace(EndpointEditor::KeyPlace place) {
        auto* box = panel->findChild<QComboBox*>(QStringLiteral("keyPlace"));
        box->setCurrentIndex(box->findData(int(place)));
    }
    void click(const char* button) { QTest::mouseClick(panel->findChild<QPushButton*>(QString::fromLatin1(button)), Qt::LeftButton); }
    bool waitFor(const QString& text) {
        return QTest::qWaitFor([&] { return visibleText(*panel, text); }, 10'000);
    }
    /// The empty state leads to the page.
    void openPage() {
        open(20);
        panel = std::make_unique<TeacherPanel>(session(), nullptr, keychain);
        show(*panel);
        QTest::mouseClick(visibleButton(*panel, QStringLiteral("Use an endpoint…")), Qt::LeftButton);
    }

    std::shared_ptr<FakeKeychain> keychain = std::make_shared<FakeKeychain>();
    std::unique_ptr<TeacherPanel> panel;
};

} // namespace

TEST_F(EndpointTest, IsTestedTakenAndAsked) {
    LocalServer server;
    server.key = "secret-4711";
    server.completions = [](const auto&, auto& response) {
        response.set_content(stillhouse::tests::completionsAnswer({{" yes", 0.75}, {" no", 0.25}}).dump(), "application/json");
    };
    openPage();
    EXPECT_FALSE(panel->findChild<QPushButton*>(QStringLiteral("testConnection"))->isEnabled()) << "no address yet";
    type("endpointUrl", QString::fromStdString(server.endpoint()));
    click("testConnection");
    EXPECT_TRUE(waitFor(QStringLiteral("The server wants a key (401)")));
    EXPECT_TRUE(visibleText(*panel, QStringLiteral("Not connected.")));
    choosePlace(EndpointEditor::KeyPlace::Keychain);
    EXPECT_EQ(panel->findChild<QLineEdit*>(QStringLiteral("keyName"))->text(), QStringLiteral("127.0.0.1"));
    type("keyText", QStringLiteral("secret-4711"));
    click("testConnection");
    EXPECT_TRUE(waitFor(QStringLiteral("Connected. Models there: 2.")));
    EXPECT_TRUE(keychain->entries.empty()) << "a test stores nothing";
    EXPECT_EQ(panel->findChild<QComboBox*>(QStringLiteral("endpointModel"))->currentText(), QStringLiteral("small"));
    click("useEndpoint");
    ASSERT_TRUE(QTest::qWaitFor([&] { return !session().experiment().teachers.empty(); }));
    const TeacherSpec& teacher = session().experiment().teachers.front();
    EXPECT_EQ(teacher.remote.endpoint, server.endpoint());
    EXPECT_EQ(teacher.remote.model, "small");
    EXPECT_EQ(teacher.remote.keyName, "127.0.0.1");
    EXPECT_EQ(teacher.path, "");
    EXPECT_EQ(keychain->entries.at(QStringLiteral("127.0.0.1")), QStringLiteral("secret-4711"));
    EXPECT_EQ(formatExperiment(session().experiment()).find("secret-4711"), std::string::npos) << "the key is not in the project";
    EXPECT_TRUE(panel->findChild<QLineEdit*>(QStringLiteral("keyText"))->text().isEmpty());
    QPlainTextEdit* text = nullptr;
    for (auto* each : panel->findChildren<QPlainTextEdit*>())
        text = each->isVisible() ? each : text;
    ASSERT_NE(text, nullptr);
    QTest::keyClicks(text, QStringLiteral("Is this safe"));
    QTest::mouseClick(visibleButton(*panel, QStringLiteral("Ask")), Qt::LeftButton);
    EXPECT_TRUE(waitFor(QStringLiteral("Answered in")));
    for (auto* bars : panel->findChildren<ShareBars*>())
        if (bars->isVisible()) {
            ASSERT_EQ(bars->shares().size(), 2u);
            EXPECT_NEAR(bars->shares()[0].value, 0.75, 1e-9);
        }
}

TEST_F(EndpointTest, WithoutAKeychainAnEnvironmentVariableIsOffered) {
    LocalServer server;
    keychain->service = false;
    openPage();
    type("endpointUrl", QString::fromStdString(server.endpoint()));
    choosePlace(EndpointEditor::KeyPlace::Keychain);
    click("testConnection");
    EXPECT_TRUE(waitFor(QStringLiteral("This system has no keychain service.")));
    auto* offer = visibleButton(*panel, QStringLiteral("Use an environment variable"));
    ASSERT_NE(offer, nullptr);
    QTest::mouseClick(offer, Qt::LeftButton);
    EXPECT_EQ(panel->findChild<EndpointEditor*>()->spec().keyVariable, "STILLHOUSE_API_KEY");
    EXPECT_EQ(panel->findChild<EndpointEditor*>()->spec().keyName, "");
}

TEST_F(EndpointTest, AnAddressThatHoldsAKeyIsRefusedAndNotRepeated) {
    openPage();
    type("endpointUrl", QStringLiteral("https://sk-4711@api.example.com/v1"));
    click("testConnection");
    EXPECT_TRUE(waitFor(QStringLiteral("The endpoint holds a user name or a key")));
    EXPECT_FALSE(visibleText(*panel, QStringLiteral("sk-4711")));
}

TEST_F(EndpointTest, AnEndpointInTheExperimentIsShownAndAFolderReplacesIt) {
    openPage();
    Experiment experiment = session().experiment();
    experiment.teachers.resize(1);
    experiment.teachers[0].remote = {"http://127.0.0.1:1/v1", "wise"};
    experiment.teachers[0].remote.timeoutSeconds = 7;
    session().setExperiment(experiment);
    auto* editor = panel->findChild<EndpointEditor*>();
    EXPECT_TRUE(editor->isVisible());
    EXPECT_EQ(editor->spec(), experiment.teachers[0].remote) << "what has no field is kept";
    panel->openFolder(QStringLiteral("/models/wise"));
    ModelInfo info;
    info.parameters = 1;
    Q_EMIT session().inspected(QStringLiteral("teacher.inspect"), info);
    EXPECT_EQ(session().experiment().teachers[0].path, "/models/wise");
    EXPECT_FALSE(session().experiment().teachers[0].isRemote());
    EXPECT_FALSE(editor->isVisible());
}
