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
#include <QPainter>
#include <QPushButton>
#include <QStyledItemDelegate>
#include <QTableView>

namespace stillhouse::widgets {

namespace {

constexpr int kClaimLine = 1, kClaimHow = 6, kClaimColumns = 7; ///< columns
constexpr int kClaimHeight = 48, kClaimWidth = 300;

// What the brief says, and below it, quieter, what was measured for it or why nothing was.
class ClaimDelegate : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    QSize sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const override { return {kClaimWidth, kClaimHeight}; }
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override {
        QStyleOptionViewItem line = option;
        initStyleOption(&line, index);
        const QString how = index.siblingAtColumn(kClaimHow).data().toString();
        painter->save();
        if (option.state & QStyle::State_Selected)
            painter->fillRect(option.rect, theme().color(QStringLiteral("selection")));
        const QRect area = option.rect.adjusted(6, 5, -6, -5);
        const auto draw = [&](const QString& text, const QFont& font, const char* token, Qt::Alignment alignment) {
            painter->setFont(font);
            painter->setPen(theme().color(QLatin1String(token)));
            painter->drawText(area, int(alignment | Qt::AlignLeft), painter->fontMetrics().elidedText(text, Qt::ElideRight, area.width()));
        };
        draw(line.text, line.font, "text", Qt::AlignTop);
        draw(how, theme().font(Theme::Type::Caption), "muted", Qt::AlignBottom);
        painter->restore();
    }
};

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
    : QWidget(parent), session_(session), scope_(new QComboBox(this)), summary_(new QLabel(this)), note_(new QLabel(this)), open_(new QPushButton(this)),
      table_(new CellTable(this)), view_(nullptr) {
    table_->setColumns(std::vector<CellColumn>(kClaimColumns));
    view_ = makeCellView(table_, this);
    view_->setObjectName(QStringLiteral("claimsTable"));
    view_->setItemDelegateForColumn(kClaimLine, new ClaimDelegate(view_));
    view_->setColumnHidden(kClaimHow, true); // stands below the claim
    view_->verticalHeader()->setDefaultSectionSize(kClaimHeight);
    setWideColumn(view_, kClaimLine);
    scope_->setObjectName(QStringLiteral("claimsScope"));
    scope_->addItems({QString(), QString()});
    open_->setObjectName(QStringLiteral("claimsOpenRun"));
    note_->setProperty("type", "caption");
    note_->setWordWrap(true);
    summary_->setProperty("type", "section");
    summary_->setObjectName(QStringLiteral("claimsSummary"));
    auto* words = new QVBoxLayout;
    words->setSpacing(2);
    words->addWidget(summary_);
    words->addWidget(note_);
    auto* row = new QHBoxLayout;
    row->setSpacing(kGap);
    row->addLayout(words, 1);
    row->addWidget(scope_);
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
    int met = 0, open = 0;
    for (const auto& claim : claims_) {
        const bool measured = claim.verdict != ClaimVerdict::NotMeasured;
        met += claim.verdict == ClaimVerdict::Met;
        open += !measured;
        const QString whose = claim.runId.empty() ? QStringLiteral("–")
                                                  : QString::fromStdString(claim.runName.empty() ? claim.runId : claim.runName) + QStringLiteral("  ") + subjectName(claim.subject);
        Cell run = plainCell(whose);
        run.tip = QString::fromStdString(claim.runId);
        Cell line = plainCell(shown(claim.line)), number = plainCell(measured ? shown(measuredText(claim)) : QStringLiteral("–"));
        line.tip += QStringLiteral("\n") + shown(claim.how);
        number.bold = measured;
        rows.push_back({verdictCell(claim), line, plainCell(shown(claim.claimed)), number, run,
                        plainCell(measured ? tr("%1 of %2").arg(claim.met).arg(claim.models) : QStringLiteral("–")), plainCell(shown(claim.how), measured ? "" : "muted")});
    }
    table_->setRows(std::move(rows));
    summary_->setText(claims_.empty() ? QString() : tr("%1 met · %2 not met · %3 not measured").arg(met).arg(int(claims_.size()) - met - open).arg(open));
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
