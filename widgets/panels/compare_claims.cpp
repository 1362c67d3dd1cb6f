// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/compare_claims.h"

#include "widgets/models/cell_table.h"
#include "widgets/session.h"
#include "widgets/subject_words.h"
#include "widgets/theme.h"

#include <QComboBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QTableView>

namespace stillhouse::widgets {

namespace {

Cell verdictCell(const ClaimRow& claim) {
    Cell cell;
    switch (claim.verdict) {
    case ClaimVerdict::Met:
        cell = {CompareClaims::tr("met"), 0, {}, "success", QStringLiteral("success"), false};
        break;
    case ClaimVerdict::NotMet:
        cell = {CompareClaims::tr("not met"), 0, {}, "error", QStringLiteral("error"), false};
        break;
    default: return {CompareClaims::tr("not measured"), 0, shown(claim.how), "muted", QStringLiteral("waiting"), false};
    }
    if (!claim.sure) {
        cell.text += CompareClaims::tr(", not sure");
        cell.tip = CompareClaims::tr("The 95 % interval reaches over the limit: another sample of test examples may decide otherwise");
    }
    return cell;
}

Cell plainCell(const QString& text, const std::string& token = {}) { return {text, 0, text, token, {}, false}; }

} // namespace

CompareClaims::CompareClaims(Session& session, QWidget* parent)
    : QWidget(parent), session_(session), scope_(new QComboBox(this)), note_(new QLabel(this)), open_(new QPushButton(this)), table_(new CellTable(this)),
      view_(nullptr) {
    table_->setColumns(std::vector<CellColumn>(7));
    view_ = makeCellView(table_, this);
    view_->setObjectName(QStringLiteral("claimsTable"));
    view_->horizontalHeader()->setStretchLastSection(true);
    scope_->setObjectName(QStringLiteral("claimsScope"));
    scope_->addItems({QString(), QString()});
    open_->setObjectName(QStringLiteral("claimsOpenRun"));
    note_->setProperty("type", "caption");
    note_->setWordWrap(true);
    auto* row = new QHBoxLayout;
    row->setSpacing(kGap);
    row->addWidget(scope_);
    row->addWidget(note_, 1);
    row->addWidget(open_);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, kGap, 0, 0);
    column->setSpacing(kGap);
    column->addLayout(row);
    column->addWidget(view_, 1);
    const auto openRun = [this] {
        if (const int at = table_->row(view_->currentIndex().row()); at >= 0 && !claims_[std::size_t(at)].runId.empty())
            Q_EMIT runChosen(QString::fromStdString(claims_[std::size_t(at)].runId));
    };
    connect(open_, &QPushButton::clicked, this, openRun);
    connect(view_, &QTableView::activated, this, openRun);
    connect(view_->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &CompareClaims::updateButton, Qt::QueuedConnection);
    connect(scope_, &QComboBox::currentIndexChanged, this, &CompareClaims::load);
    retranslate();
}

void CompareClaims::setSelected(const std::vector<std::string>& runIds) {
    selected_ = runIds;
    if (scope_->currentIndex() == 1)
        reload();
}

void CompareClaims::reload() {
    stale_ = true;
    if (isVisible())
        load();
}

void CompareClaims::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    if (stale_)
        load();
}

void CompareClaims::load() {
    if (session_.projectFolder().empty())
        return;
    stale_ = false;
    const auto ids = scope_->currentIndex() == 1 ? selected_ : std::vector<std::string>{};
    session_.query<std::vector<ClaimRow>>(
        this, QStringLiteral("claims"), [ids](Store& store) { return claimRows(store, ids); },
        [this](Result<std::vector<ClaimRow>> rows) {
            if (!rows) {
                Q_EMIT failed(rows.error());
                return;
            }
            claims_ = std::move(*rows);
            show();
        });
}

void CompareClaims::show() {
    std::vector<std::vector<Cell>> rows;
    for (const auto& claim : claims_) {
        const bool measured = claim.verdict != ClaimVerdict::NotMeasured;
        const QString whose = claim.runId.empty() ? QStringLiteral("–")
                                                  : QString::fromStdString(claim.runName.empty() ? claim.runId : claim.runName) + QStringLiteral("  ") + subjectName(claim.subject);
        Cell run = plainCell(whose);
        run.tip = QString::fromStdString(claim.runId);
        rows.push_back({verdictCell(claim), plainCell(shown(claim.line)), plainCell(shown(claim.claimed)), plainCell(measured ? shown(measuredText(claim)) : QStringLiteral("–")), run,
                        plainCell(measured ? tr("%1 of %2").arg(claim.met).arg(claim.models) : QStringLiteral("–")), plainCell(shown(claim.how), measured ? "" : "muted")});
    }
    table_->setRows(std::move(rows));
    updateButton();
}

void CompareClaims::updateButton() {
    const int at = table_->row(view_->currentIndex().row());
    open_->setEnabled(at >= 0 && !claims_[std::size_t(at)].runId.empty());
}

void CompareClaims::retranslate() {
    table_->setColumns({{tr("Verdict"), {}, false, false}, {tr("The brief says"), {}, false, false}, {tr("Claimed"), {}, false, false}, {tr("Measured here"), tr("The best measured model, with its 95 % interval"), false, false},
                        {tr("Run and model"), {}, false, false}, {tr("Models"), tr("How many of the measured models keep the claim"), false, false}, {tr("What was measured"), {}, false, false}});
    scope_->setItemText(0, tr("Every run of the project"));
    scope_->setItemText(1, tr("The selected runs"));
    scope_->setAccessibleName(tr("Which runs the claims are held against"));
    note_->setText(tr("The best measured model stands for each claim. What no run has measured stays open."));
    open_->setText(tr("Show this run"));
    view_->setAccessibleName(tr("The brief's claims and what was measured"));
    show();
}

void CompareClaims::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

} // namespace stillhouse::widgets
