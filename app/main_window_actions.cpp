// SPDX-License-Identifier: GPL-3.0-or-later
// What the user can ask of the window: actions, their texts, when they are possible, and the keys that are no shortcuts.
#include "app/about_dialog.h"
#include "app/help_dock.h"
#include "app/main_window.h"
#include "app/rail.h"
#include "app/settings_dialog.h"
#include "app/shortcuts_dialog.h"
#include "app/tour.h"
#include "app/welcome_page.h"
#include "core/api/data.h"
#include "core/api/resources.h"
#include "widgets/command_palette.h"
#include "widgets/empty_state.h"
#include "widgets/error_bar.h"
#include "widgets/icons.h"
#include "widgets/limits.h"
#include "widgets/panels.h"

#include <QAction>
#include <QActionGroup>
#include <QApplication>
#include <QDir>
#include <QDockWidget>
#include <QFileDialog>
#include <QFileInfo>
#include <QKeyEvent>
#include <QMenu>
#include <QStandardPaths>
#include <QThreadPool>

namespace stillhouse::app {

using namespace widgets;

QAction* MainWindow::addCommand(const char* name, const char* iconName, const QKeySequence& keys, std::function<void()> run) {
    auto* action = new QAction(this);
    action->setObjectName(QStringLiteral("action.%1").arg(QLatin1String(name)));
    if (iconName)
        action->setIcon(icon(QLatin1String(iconName)));
    action->setShortcut(keys);
    connect(action, &QAction::triggered, this, std::move(run));
    addAction(action);
    return action;
}

void MainWindow::makeActions() {
    runBoth_ = addCommand("runBoth", "play", Qt::CTRL | Qt::Key_R, [this] { Q_EMIT session_.startRequested({}, false, {}); });
    repeat_ = addCommand("repeat", "redo", {}, [this] { Q_EMIT session_.repeatRequested(QString::fromStdString(session_.runId())); });
    cascade_ = addCommand("cascade", "add", {}, [this] {
        session_.setExperiment(cascadeOf(session_.experiment()));
        showPanel(QStringLiteral("strategy_a"));
    });
    pause_ = addCommand("pause", "pause", {}, [this] { togglePause(); });
    stop_ = addCommand("stop", "stop", Qt::CTRL | Qt::Key_Period, [this] { Q_EMIT session_.stopRequested(); });
    paletteAction_ = addCommand("palette", "search", Qt::CTRL | Qt::Key_K, [this] {
        buildAll(); // their actions are found too
        palette_->open();
    });
    paletteAction_->setProperty("palette", "no");
    openSample_ = addCommand("openSample", "strategy_a", {}, [this] { openSample(); });
    openProject_ = addCommand("openProject", "folder", QKeySequence::Open, [this] { chooseProject(); });
    settingsAction_ = addCommand("settings", "settings", Qt::CTRL | Qt::Key_Comma, [this] { openSettings(); });
    helpAction_ = addCommand("help", "help", Qt::Key_F1, [this] { toggleHelp(); });
    shortcuts_ = addCommand("shortcuts", "help", Qt::CTRL | Qt::Key_Slash, [this] {
        buildAll();
        (new ShortcutsDialog(this))->show();
    });
    shortcuts_->setShortcuts({QKeySequence(Qt::CTRL | Qt::Key_Slash), QKeySequence(Qt::Key_Question)});
    tourAction_ = addCommand("tour", "help", {}, [this] { tour_->start(); });
    fullScreen_ = addCommand("fullScreen", "fullscreen", Qt::Key_F11, [this] { toggleFullScreen(); });
    back_ = addCommand("back", "left", {}, [this] { back(); });
    aboutAction_ = addCommand("about", "info", {}, [this] { (new AboutDialog(session_.engineInfo(), this))->open(); });
    quit_ = addCommand("quit", "close", QKeySequence::Quit, [this] { close(); });
    const auto themed = [this](const char* name, Theme::Mode mode) {
        return addCommand(name, "settings", {}, [this, mode] {
            Preferences changed = preferences_;
            changed.theme = mode;
            apply(changed);
        });
    };
    systemTheme_ = themed("theme.system", Theme::Mode::System);
    light_ = themed("theme.light", Theme::Mode::Light);
    dark_ = themed("theme.dark", Theme::Mode::Dark);
    const auto spoken = [this](const char* name, Language language) {
        return addCommand(name, "settings", {}, [this, language] {
            Preferences changed = preferences_;
            changed.language = language;
            apply(changed);
        });
    };
    english_ = spoken("language.en", Language::English);
    chinese_ = spoken("language.zh", Language::Chinese);
    connect(projectMenu_, &QMenu::aboutToShow, this, &MainWindow::fillProjectMenu);
}

void MainWindow::retranslate() {
    retranslateTexts();
    for (const Page& page : pages_) {
        const QString title = QCoreApplication::translate("panels", page.spec->title);
        const QString summary = QCoreApplication::translate("panels", page.spec->summary);
        if (page.dock)
            page.dock->setWindowTitle(title);
        page.action->setText(title);
        const QString keys = page.action->shortcut().toString(QKeySequence::NativeText);
        page.action->setToolTip(keys.isEmpty() ? summary : tr("%1 (%2)", "what it is (its key)").arg(summary, keys));
    }
    setWindowTitle(QStringLiteral("Stillhouse"));
    updateActions();
}

void MainWindow::retranslateTexts() {
    runBoth_->setText(tr("Run both strategies"));
    repeat_->setText(tr("Repeat this run with its overrides"));
    repeat_->setToolTip(tr("The same document again, with every value that was held by hand held at the same steps"));
    cascade_->setText(tr("Cascade: LoRA after strategy A"));
    cascade_->setToolTip(tr("Adds a LoRA fine-tuning behind strategy A, before its quantizer; Compare then shows what it gained"));
    stop_->setText(tr("Stop the run"));
    stop_->setToolTip(tr("Stop at the next step; a checkpoint is kept (Ctrl+.)"));
    paletteAction_->setText(tr("Find an action"));
    paletteAction_->setToolTip(tr("Find an action (Ctrl+K)"));
    openSample_->setText(tr("Open the sample project"));
    openProject_->setText(tr("Open project…"));
    settingsAction_->setText(tr("Settings"));
    settingsAction_->setToolTip(tr("Theme, language, threads (Ctrl+,)"));
    helpAction_->setText(tr("Help"));
    helpAction_->setToolTip(tr("Help on this page (F1)"));
    shortcuts_->setText(tr("Keyboard shortcuts"));
    shortcuts_->setToolTip(tr("Every action and its keys (Ctrl+/)"));
    tourAction_->setText(tr("Take the tour"));
    tourAction_->setToolTip(tr("A few words about the parts of the window"));
    fullScreen_->setText(tr("Full screen"));
    back_->setText(tr("Back"));
    aboutAction_->setText(tr("About Stillhouse"));
    quit_->setText(tr("Quit"));
    systemTheme_->setText(tr("Theme: follow the system"));
    light_->setText(tr("Theme: light"));
    dark_->setText(tr("Theme: dark"));
    english_->setText(QStringLiteral("Language: English"));
    chinese_->setText(QStringLiteral("语言：简体中文"));
    closingPage_->setTitle(tr("Closing"));
    closingPage_->setText(tr("The run stops at its next step and writes a checkpoint, so that it can be resumed."));
}

QString MainWindow::whyNotRun() const {
    const Experiment& experiment = session_.experiment();
    if (session_.projectFolder().empty())
        return tr("Open a project first");
    if (readOnly())
        return tr("This project may only be read");
    if (session_.running())
        return tr("A run is going on");
    if (!session_.engineReady())
        return tr("The engine is still loading");
    if (experiment.teachers.empty())
        return tr("Choose a teacher on the Teacher page first");
    if (experiment.data.train.empty())
        return tr("Import data on the Data page first");
    for (const auto& [lane, stages] : experiment.strategies)
        if (!stages.empty())
            return {};
    return tr("Add a stage to a strategy first");
}

void MainWindow::updateActions() {
    const QString reason = whyNotRun();
    runBoth_->setEnabled(reason.isEmpty());
    runBoth_->setToolTip(reason.isEmpty() ? tr("Distil, prune and quantize with both strategies, then compare (Ctrl+R)") : reason);
    const bool running = session_.running();
    pause_->setText(session_.paused() ? tr("Resume the run") : tr("Pause the run"));
    pause_->setIcon(icon(session_.paused() ? QStringLiteral("resume") : QStringLiteral("pause")));
    pause_->setToolTip(session_.paused() ? tr("Resume (Space)") : tr("Pause (Space)"));
    pause_->setEnabled(running);
    stop_->setEnabled(running);
    repeat_->setEnabled(!running && session_.engineReady() && !session_.runId().empty());
    const bool open = !session_.projectFolder().empty();
    cascade_->setEnabled(open);
    for (const Page& page : pages_) {
        page.action->setEnabled(open);
        if (qstrcmp(page.spec->id, "run") == 0)
            rail_->setBusy(page.action, running);
    }
}

void MainWindow::fillProjectMenu() {
    projectMenu_->clear();
    projectMenu_->addAction(openProject_);
    projectMenu_->addAction(openSample_);
    const QStringList folders = recentProjects();
    if (!folders.isEmpty())
        projectMenu_->addSeparator();
    for (const QString& folder : folders) {
        QAction* action = projectMenu_->addAction(icon(QStringLiteral("project")), QFileInfo(folder).fileName());
        action->setToolTip(folder);
        connect(action, &QAction::triggered, this, [this, folder] { openProject(folder); });
    }
    projectMenu_->addSeparator();
    for (QAction* action : {settingsAction_, shortcuts_, tourAction_, aboutAction_, quit_})
        projectMenu_->addAction(action);
}

void MainWindow::openProject(const QString& folder) {
    if (session_.running())
        return errors_->showNotice(ErrorBar::Tone::Warning, tr("A run is going on in this project"), tr("Stop it before you open another project"));
    errors_->hide();
    session_.openProject(projectFolderOf(folder).toStdString());
}

void MainWindow::openSample() {
    const QString folder = QStandardPaths::writableLocation(QStandardPaths::AppDataLocation) + QStringLiteral("/sample");
    if (QFileInfo::exists(folder + QStringLiteral("/experiment.json")))
        return openProject(folder);
    welcome_->setBusy(true);
    QThreadPool::globalInstance()->start([self = QPointer<MainWindow>(this), folder, resources = resourceFolder()] {
        // What a start that was cut short left behind; a project that was ever opened is not touched.
        if (!QFileInfo::exists(folder + QStringLiteral("/project.db")))
            QDir(folder).removeRecursively();
        QDir().mkpath(folder);
        const auto written = writeSampleProject(folder.toStdString(), resources);
        QMetaObject::invokeMethod(qApp, [self, folder, written] {
            if (!self)
                return;
            self->welcome_->setBusy(false);
            written ? self->openProject(folder) : self->errors_->showError(written.error());
        });
    });
}

void MainWindow::chooseProject() {
    auto* dialog = new QFileDialog(this, tr("Open project: the folder that holds experiment.json"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    connect(dialog, &QFileDialog::fileSelected, this, &MainWindow::openProject);
    dialog->open();
}

void MainWindow::openSettings() {
    auto* dialog = new SettingsDialog(preferences_, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &SettingsDialog::changed, this, &MainWindow::apply);
    dialog->open();
}

void MainWindow::apply(const Preferences& preferences) {
    const bool themeChanged = preferences.theme != preferences_.theme;
    if (preferences.threads != preferences_.threads)
        wiring_.setThreads(preferences.threads);
    preferences_ = preferences;
    preferences_.save();
    setMaxPointsPerCurve(preferences_.maxPoints);
    if (themeChanged)
        theme().apply(preferences_.theme);
    applyLanguage(preferences_.language);
}

void MainWindow::togglePause() {
    if (!session_.running())
        return;
    if (session_.paused())
        Q_EMIT session_.resumeRequested();
    else
        Q_EMIT session_.pauseRequested();
}

// On the Demo page the audience sees the answers alone.
void MainWindow::toggleFullScreen() {
    if (currentPanel() == QLatin1String("demo"))
        Q_EMIT session_.panelRequested(QStringLiteral("demo"), QStringLiteral("present"));
    else
        setWindowState(windowState() ^ Qt::WindowFullScreen);
}

// Space and Esc are no shortcuts: a button, a field or a list that has the focus uses them first, and only what is left arrives here.
void MainWindow::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Space && session_.running())
        togglePause();
    else if (event->key() == Qt::Key_Escape && !closing_)
        back();
    else
        QMainWindow::keyPressEvent(event);
}

void MainWindow::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QMainWindow::changeEvent(event);
}

} // namespace stillhouse::app
