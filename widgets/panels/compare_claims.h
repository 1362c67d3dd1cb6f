// SPDX-License-Identifier: GPL-3.0-or-later
// Claimed against measured: each line of the brief, what this project measured, and whether that keeps it.
#pragma once
#include "core/api/compare.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QPushButton;
class QTableView;

namespace stillhouse::widgets {

class CellTable;
class Session;

class CompareClaims : public QWidget {
    Q_OBJECT
public:
    explicit CompareClaims(Session& session, QWidget* parent = nullptr);
    void setSelected(const std::vector<std::string>& runIds);
    void reload(); ///< now, or when it is looked at
    CellTable* table() const { return table_; }

Q_SIGNALS:
    void runChosen(const QString& runId);
    void failed(const stillhouse::Error& error);

protected:
    void changeEvent(QEvent* event) override;
    void showEvent(QShowEvent* event) override;

private:
    void load();
    void show();
    void updateButton();
    void retranslate();
    Session& session_;
    QComboBox* scope_;
    QLabel *summary_, *note_;
    QPushButton* open_;
    CellTable* table_;
    QTableView* view_;
    std::vector<std::string> selected_;
    std::vector<ClaimRow> claims_;
    bool stale_ = true;
};

} // namespace stillhouse::widgets
