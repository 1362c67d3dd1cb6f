// SPDX-License-Identifier: GPL-3.0-or-later
// The Pruning page: what each head and each FFN is worth, what a budget would mean, and the removal itself.
#pragma once
#include "core/api/prune.h"
#include "widgets/prune_link.h"

#include <optional>
#include <QWidget>

class QAction;
class QLabel;
class QPushButton;
class QStackedWidget;
class QTabWidget;
class QTableView;

namespace stillhouse::widgets {

class CellTable;
class EmptyState;
class ErrorBar;
class FfnView;
class PruneBudget;
class PruneMap;
class PruneSetup;
class PruneShapes;
class Session;

class PrunePanel : public QWidget {
    Q_OBJECT
public:
    explicit PrunePanel(Session& session, QWidget* parent = nullptr);

    PruneSetup* setup() const { return setup_; }
    PruneMap* map() const { return map_; }
    PruneBudget* budget() const { return budget_; }
    PruneShapes* shapes() const { return shapes_; }
    FfnView* ffn() const { return ffn_; }
    QTabWidget* tabs() const { return tabs_; }
    const std::optional<HeadImportance>& importance() const { return importance_; }
    const std::optional<PruneResult>& result() const { return result_; }

protected:
    void changeEvent(QEvent* event) override;

private:
    void makeLayout();
    QWidget* makeHeads();
    void makeActions();
    void connectAll();
    std::string tableFile(const char* ending) const;
    std::string importanceFile() const { return tableFile("-importance.json"); }
    std::string correlationFile() const { return tableFile("-ffn-correlation.json"); }
    bool ffnChosen() const;
    void tabChanged();
    void correlated(const FfnTable& table);
    void showFfnPlan();
    void modelChosen();
    void compute();
    void prune(bool resume);
    void useInStrategy();
    void arrived(const HeadImportance& importance);
    void pruned(const PruneResult& result);
    void failed(const Error& error);
    void ended();
    void showPlan();
    void showResult();
    void updatePages();
    OptionMap planOptions() const;
    void retranslate();

    Session& session_;
    PruneLink& link_;
    bool asked_ = false; ///< a job of this page is going on
    std::optional<HeadImportance> importance_;
    std::optional<PruneResult> result_;
    QLabel *title_, *summary_, *legend_;
    ErrorBar* errors_;
    EmptyState *empty_, *noTable_, *noCorrelation_, *noResult_;
    QStackedWidget *pages_, *headPages_, *ffnPages_, *resultPages_;
    PruneSetup* setup_;
    PruneMap* map_;
    PruneBudget* budget_;
    PruneShapes* shapes_;
    FfnView* ffn_;
    QTabWidget* tabs_;
    CellTable* table_;
    QTableView* view_;
    QPushButton *lock_, *remove_, *free_, *clear_;
    std::vector<QAction*> actions_;
};

} // namespace stillhouse::widgets
