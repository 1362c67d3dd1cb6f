// SPDX-License-Identifier: GPL-3.0-or-later
// Speeds of other programs, imported from llama-bench, beside those measured here: one row per test with its provenance.
#pragma once
#include "core/api/store.h"

#include <QWidget>
#include <vector>

class QLabel;
class QPushButton;
class QStackedWidget;
class QTableView;

namespace stillhouse::widgets {

class CellTable;
class EmptyState;
class ErrorBar;
class Session;

/// One measured speed, tokens per second.
struct RivalRow {
    std::string model, test, kind, precision, source;
    double median = 0, low = 0, high = 0;
    int threads = 0;
    std::int64_t bytes = 0, samples = 0;
    bool imported = false;
};
/// Every series of tokens per second in the store, imported ones first. Store-reader thread.
Result<std::vector<RivalRow>> loadRivals(Store& store);

class CompareRivals : public QWidget {
    Q_OBJECT
public:
    explicit CompareRivals(Session& session, QWidget* parent = nullptr);
    const std::vector<RivalRow>& rows() const { return rows_; }
    /// Reads a file of llama-bench rows into the project, and the table again.
    void importFile(const QString& path);

protected:
    void changeEvent(QEvent* event) override;

private:
    void load();
    void choose();
    void fill();
    void retranslate();

    Session& session_;
    std::vector<RivalRow> rows_;
    QLabel* text_;
    QPushButton* import_;
    ErrorBar* errors_;
    CellTable* table_;
    QTableView* view_;
    EmptyState* empty_;
    QStackedWidget* pages_;
};

} // namespace stillhouse::widgets
