// SPDX-License-Identifier: GPL-3.0-or-later
// The teacher: open a model folder, see what is in it, ask it something, and make it the experiment's teacher.
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
class TeacherProbe;
class TensorTable;

PanelSpec teacherPanel();

class TeacherPanel : public QWidget {
    Q_OBJECT
public:
    /// `keychain`: for tests; without it the system's.
    explicit TeacherPanel(Session& session, QWidget* parent = nullptr, std::shared_ptr<Keychain> keychain = {});
    /// Reads a folder's headers; when that works it becomes the experiment's first teacher.
    void openFolder(const QString& path);

protected:
    void changeEvent(QEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    void makeLayout();
    void connectAll();
    void choose();
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
    QStackedWidget* pages_;
    EmptyState* empty_;
    QWidget* page_;
    QLabel *title_, *path_, *note_;
    EndpointPage* endpoint_;
    QPushButton *open_, *recent_, *remote_;
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
