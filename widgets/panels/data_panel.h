// SPDX-License-Identifier: GPL-3.0-or-later
// Data & labelling: import, search, filter, sort, read and label the examples of the open project.
#pragma once
#include "widgets/models/example_table.h"
#include "widgets/panels.h"
#include "widgets/panels/data_overview.h"

#include <QWidget>
#include <vector>

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QStackedWidget;
class QTableView;
class QTimer;
class QUndoStack;

namespace stillhouse::widgets {

class DataDetail;
class DataImport;
class EmptyState;
class ErrorBar;
class PreferencePage;
class Session;

PanelSpec dataPanel();

class DataPanel : public QWidget {
    Q_OBJECT
public:
    explicit DataPanel(Session& session, QWidget* parent = nullptr);

protected:
    void changeEvent(QEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void makeLayout();
    void connectAll();
    void reload();
    void showFacts(const DataFacts& facts);
    void showRowCount(qint64 rows);
    void applyFilter();
    void showCurrent();
    void openImport(const QString& path);
    void compareAnswers(const QString& runId);
    QWidget* restingPage() const; ///< browse, or the empty state
    void importEnded(bool ok, const ImportSummary& summary, const Error& error);
    void label(const QString& label);
    void fillFilter(QComboBox* box, const QString& any, const std::vector<std::pair<QString, QString>>& items);
    void fillFilters();
    void retranslate();

    Session& session_;
    ExampleTable* model_;
    DataFacts facts_;
    qint64 rowsShown_ = 0;
    QUndoStack* undo_;
    QStackedWidget* pages_;
    EmptyState* empty_;
    DataImport* import_;
    PreferencePage* preferences_;
    QWidget* browse_;
    QLabel *title_, *subtitle_, *count_;
    QPushButton *importButton_, *compareButton_;
    QLineEdit* search_;
    QComboBox *labelFilter_, *splitFilter_, *sourceFilter_;
    QTableView* table_;
    DataDetail* detail_;
    DataOverview* overview_;
    ErrorBar* errors_;
    QTimer* searchTimer_;
};

} // namespace stillhouse::widgets
