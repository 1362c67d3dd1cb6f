// SPDX-License-Identifier: GPL-3.0-or-later
// The Export page: a model into a format that other programs read, what the check of the written model said, and this session's exports.
#pragma once
#include "core/api/export.h"

#include <QWidget>
#include <vector>

class QAction;
class QLabel;
class QPushButton;
class QStackedWidget;
class QTableView;

namespace stillhouse::widgets {

class CellTable;
class EmptyState;
class ErrorBar;
class ExportSetup;
class FactRow;
class Session;

class ExportPanel : public QWidget {
    Q_OBJECT
public:
    explicit ExportPanel(Session& session, QWidget* parent = nullptr);

    ExportSetup* setup() const { return setup_; }
    QTableView* history() const { return view_; }
    const std::vector<ExportReport>& exports() const { return exports_; }

protected:
    void changeEvent(QEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    QWidget* makeResult();
    void makeLayout();
    void connectAll();
    void start();
    void finished(Result<ExportReport> report);
    void showReport();
    void fillHistory();
    void updatePages();
    void retranslate();

    Session& session_;
    std::vector<ExportReport> exports_;
    std::vector<QString> models_; ///< what each was made of
    bool running_ = false;
    int shown_ = -1; ///< the export whose result stands above the table
    QLabel *title_, *summary_, *resultTitle_, *path_, *notes_, *historyTitle_;
    ErrorBar* errors_;
    EmptyState *empty_, *noExport_;
    QStackedWidget *pages_, *results_;
    ExportSetup* setup_;
    FactRow* facts_;
    QPushButton* folder_;
    CellTable* table_;
    QTableView* view_;
    QAction* action_;
};

} // namespace stillhouse::widgets
