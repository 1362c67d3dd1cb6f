// SPDX-License-Identifier: GPL-3.0-or-later
// The teachers: their list with weights and sources, and for the selected one what is in it and what it answers.
#pragma once
#include "core/api/engine.h"
#include "widgets/panels.h"

#include <QWidget>
#include <memory>

class QGridLayout;
class QLabel;
class QMenu;
class QPushButton;
class QStackedWidget;
class QTableView;
class QTabWidget;
class QToolButton;

namespace stillhouse::widgets {

class EmptyState;
class EndpointPage;
class ErrorBar;
class Keychain;
class LayerView;
class Session;
class TeacherList;
class TeacherProbe;
class TensorTable;

PanelSpec teacherPanel();

class TeacherPanel : public QWidget {
    Q_OBJECT
public:
    /// `keychain`: for tests; without it the system's.
    explicit TeacherPanel(Session& session, QWidget* parent = nullptr, std::shared_ptr<Keychain> keychain = {});
    /// Reads a folder's headers; when that works it takes the place of the selected teacher, or is the first one.
    void openFolder(const QString& path);
    /// The same, as one more teacher.
    void addFolder(const QString& path);
    TeacherList* list() const { return list_; }

protected:
    void changeEvent(QEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    void makeLayout();
    void connectAll();
    void choose(bool add);
    void open(const QString& path, int place);
    const TeacherSpec* selected() const;
    void addEndpoint();
    void followExperiment();
    void inspected(const ModelInfo& info);
    void adopt();
    void fillRecent();
    void showFacts();
    void retranslate();

    Session& session_;
    std::shared_ptr<Keychain> keychain_;
    ModelInfo info_;
    QString wanted_; ///< the folder asked for
    bool adopting_ = false;
    int place_ = 0; ///< of the teacher that is being opened; −1: one more
    QStackedWidget* pages_;
    EmptyState* empty_;
    QWidget* page_;
    QStackedWidget* body_; ///< a model on this machine, or an endpoint
    TeacherList* list_;
    QLabel *title_, *path_, *note_;
    EndpointPage* endpoint_;
    QPushButton *open_, *recent_;
    QMenu* menu_;
    QGridLayout* facts_;
    QWidget* factsBox_;
    QTabWidget* tabs_;
    LayerView* layers_;
    TensorTable* tensors_;
    QTableView* table_;
    TeacherProbe* probe_;
    ErrorBar* errors_;
};

} // namespace stillhouse::widgets
