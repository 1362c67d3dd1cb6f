// SPDX-License-Identifier: GPL-3.0-or-later
// The one window: rail, top bar, pages and docks. It shows what the session says and forwards what the user asks; work is in Wiring.
#pragma once
#include "app/engine_thread.h"
#include "app/preferences.h"
#include "app/quiet_timer.h"
#include "app/wiring.h"
#include "widgets/session.h"

#include <QMainWindow>
#include <QTimer>
#include <vector>

class QAction;
class QActionGroup;
class QDockWidget;
class QLabel;
class QMenu;
class QStackedWidget;

namespace stillhouse::widgets {
class CommandPalette;
class EmptyState;
class ErrorBar;
struct PanelSpec;
} // namespace stillhouse::widgets

namespace stillhouse::app {

class HelpDock;
class Rail;
class TopBar;
class Tour;
struct TourStep;
class WelcomePage;

class MainWindow : public QMainWindow {
    Q_OBJECT
public:
    /// `loadEngine`: false for a window that only shows (tests, galleries).
    explicit MainWindow(bool loadEngine = true, QWidget* parent = nullptr);
    ~MainWindow() override;

    widgets::Session& session() { return session_; }
    void openProject(const QString& folder);
    /// Opens the bundled sample in the user's data folder; the first time it is written there, on a worker thread.
    void openSample();
    /// "data", "teacher", …: a page, or a dock.
    void showPanel(const QString& id);
    QString currentPanel() const; ///< "" on the welcome page
    void apply(const Preferences& preferences);
    /// Goes on where a window that ended by a crash was; nothing without one.
    void restoreSession();
    /// The tour, the first time the program is started.
    void greet();

protected:
    bool event(QEvent* event) override;
    bool eventFilter(QObject* object, QEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void closeEvent(QCloseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    struct Page {
        const widgets::PanelSpec* spec;
        QWidget* widget;   ///< in the stack or in the dock; nullptr until it is first asked for
        QDockWidget* dock; ///< for panels off the rail
        QAction* action;
    };
    QAction* addCommand(const char* name, const char* iconName, const QKeySequence& keys, std::function<void()> run);
    void makeActions();
    void makePages();
    Page* pageOf(const QString& id);
    bool build(const QString& id); ///< makes the page's panel; false when it is there already
    void buildAll();
    void buildNext();
    void showRequested(const QString& id, const QString& subject);
    void toggleHelp();
    void startEngine();
    void makeLayout();
    void connectSession();
    void restoreLayout();
    void saveLayout() const;
    void rememberWhere() const;
    bool readOnly() const; ///< the open project may only be looked at
    std::vector<TourStep> tourSteps() const;
    void retranslate();
    void retranslateTexts();
    void updateActions();
    QString whyNotRun() const;
    void fillProjectMenu();
    void chooseProject();
    void openSettings();
    void showInterrupted(const QString& runId, const QString& name);
    void showDock(QDockWidget* dock);
    void goTo(QWidget* page);
    void back();
    void togglePause();
    void toggleFullScreen();
    void showClosing();

    widgets::Session session_;
    EngineThread engine_;
    Wiring wiring_;
    Preferences preferences_;
    bool loadEngine_;
    bool closing_ = false;
    std::vector<Page> pages_;
    std::vector<QWidget*> history_;
    QActionGroup* railGroup_;
    QAction *runBoth_, *repeat_, *cascade_, *pause_, *stop_, *paletteAction_, *settingsAction_, *helpAction_, *shortcuts_, *tourAction_, *aboutAction_, *fullScreen_, *back_;
    QAction *openSample_, *openProject_, *quit_, *light_, *dark_, *systemTheme_, *english_, *chinese_;
    QMenu* projectMenu_;
    Rail* rail_;
    TopBar* topBar_;
    QMainWindow* inner_; ///< holds the pages and lets docks settle around them, beside the rail and under the top bar
    QStackedWidget* stack_;
    WelcomePage* welcome_;
    widgets::EmptyState* closingPage_;
    widgets::ErrorBar* errors_;
    widgets::CommandPalette* palette_;
    HelpDock* help_;
    Tour* tour_;
    QuietTimer idle_;      ///< until the next page is made that nobody asked for yet
    QTimer layoutChanged_; ///< where the window is, is kept a moment after the last change, not only at the end
    QString restoredPage_; ///< wanted by the project being opened
};

} // namespace stillhouse::app
