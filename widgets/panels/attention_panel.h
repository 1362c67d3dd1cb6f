// SPDX-License-Identifier: GPL-3.0-or-later
// What the heads of teacher and student look at, for one text: maps side by side, their difference, all heads; at rest from any model
// folder, and of the student in training through picture requests.
#pragma once
#include "core/api/events.h"
#include "widgets/panels/drawing_pace.h"

#include <QWidget>
#include <set>
#include <string>

class QCheckBox;
class QComboBox;
class QLabel;
class QPlainTextEdit;
class QPushButton;
class QStackedWidget;
class QTimer;

namespace stillhouse::widgets {

class AttentionView;
class EmptyState;
class ErrorBar;
class HeatGrid;
class ModelChooser;
class Session;

class AttentionPanel : public QWidget {
    Q_OBJECT
public:
    explicit AttentionPanel(Session& session, QWidget* parent = nullptr);

    void setPrompt(const QString& prompt);
    AttentionView* teacher() const { return teacher_; }
    AttentionView* student() const { return student_; }
    HeatGrid* difference() const { return difference_; }

protected:
    void changeEvent(QEvent* event) override;
    void showEvent(QShowEvent* event) override;
    bool eventFilter(QObject* object, QEvent* event) override;

private:
    void makeLayout();
    QWidget* makeSource();
    QWidget* makeMaps();
    QWidget* makeDifference();
    QWidget* makeHeads();
    void connectAll();
    void connectViews();
    // attention_panel_state.cpp
    void look(); ///< asks for both sides
    void ask(const std::string& subject);
    void follow(); ///< asks for the student again, when the page follows a run
    void anotherExample();
    void take(const Picture& picture);
    void refuse(const QString& tag, const Error& error);
    void runStarted();
    void runEnded();
    void chooseIn(AttentionView* view, AttentionView* other, int layer, int head);
    void match(AttentionView* from, AttentionView* to);
    void showDifference();
    void showGrids();
    void markGrids();
    void update();
    void retranslate();

    Session& session_;
    std::set<std::string> waiting_; ///< tags without an answer yet
    DrawingPace pace_;
    std::int64_t step_ = -1; ///< of the student on screen; -1: it is a finished model
    std::string lane_;
    QLabel *title_, *summary_, *status_, *tokensLabel_, *facts_;
    QPlainTextEdit* prompt_;
    QPushButton *look_, *another_;
    QComboBox* tokens_;
    QCheckBox *live_, *match_;
    ModelChooser *teacherModel_, *studentModel_;
    AttentionView *teacher_, *student_;
    HeatGrid *difference_, *teacherHeads_, *studentHeads_;
    ErrorBar* errors_;
    EmptyState* empty_;
    QStackedWidget* pages_;
    QTimer* next_;
};

} // namespace stillhouse::widgets
