// SPDX-License-Identifier: GPL-3.0-or-later
// Data & labelling: import, search, filter, sort, read and label the examples of the open project.
#pragma once
#include "widgets/models/example_table.h"
#include "widgets/panels.h"
#include "widgets/panels/data_overview.h"
#include "widgets/panels/label_desk.h"

#include <QWidget>
#include <set>
#include <vector>

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QStackedWidget;
class QTableView;
class QTimer;

namespace stillhouse {
struct StoreChanges;
}

namespace stillhouse::widgets {

class AdjudicationPage;
class DataDetail;
class DataImport;
class EmptyState;
class ErrorBar;
class LabelBar;
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
    void keyPressEvent(QKeyEvent* event) override;

private:
    void makeLayout();
    void connectAll();
    void connectLabelling();
    void reload();
    void showFacts(const DataFacts& facts);
    void showRowCount(qint64 rows);
    void applyFilter();
    void showCurrent();
    void openImport(const QString& path);
    void compareAnswers(const QString& runId);
    QWidget* restingPage() const; ///< browse, or the empty state
    void importEnded(bool ok, const ImportSummary& summary, const Error& error);
    // Labelling (data_panel_labels.cpp).
    std::optional<ExampleRow> currentRow();
    bool handleKey(const QKeyEvent* event);
    void label(const std::string& label);
    bool accept();
    void toggleFlag();
    void advance();
    void saved(const LabelEdit& edit, LabelDesk::Way way, const ExampleRow& before, const ExampleRow& after);
    void suggest();
    void rereadRows();
    void rereadShown();
    void labelsChanged(const StoreChanges& changes);
    void applyBlind();
    void sortByUncertainty(bool on);
    void openAgreement();
    void fillFilter(QComboBox* box, const QString& any, const std::vector<std::pair<QString, QString>>& items);
    void fillFilters();
    void widenLabels();
    void fitColumns();
    void retranslate();

    Session& session_;
    ExampleTable* model_;
    DataFacts facts_;
    qint64 rowsShown_ = 0;
    LabelDesk* desk_;
    quint64 edits_ = 0;            ///< saved here so far: facts read before the newest do not count it
    std::set<std::int64_t> mine_;  ///< examples edited here since the watcher last told of labels
    bool recount_ = false;         ///< facts are wanted once the desk is at rest
    QStackedWidget* pages_;
    EmptyState* empty_;
    DataImport* import_;
    PreferencePage* preferences_;
    AdjudicationPage* adjudication_;
    QWidget* browse_;
    QLabel *title_, *subtitle_, *count_;
    QPushButton *importButton_, *compareButton_;
    QLineEdit* search_;
    QComboBox *labelFilter_, *splitFilter_, *sourceFilter_;
    LabelBar* bar_;
    QTableView* table_;
    DataDetail* detail_;
    DataOverview* overview_;
    ErrorBar* errors_;
    QTimer* searchTimer_;
};

} // namespace stillhouse::widgets
