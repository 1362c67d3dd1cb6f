// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/compare_costs.h"

#include "widgets/duration.h"
#include "widgets/form/number_field.h"
#include "widgets/models/cell_table.h"
#include "widgets/subject_words.h"
#include "widgets/theme.h"

#include <QComboBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QSettings>
#include <QTableView>
#include <algorithm>
#include <cmath>

namespace stillhouse::widgets {

namespace {

const char* const kPriceKey = "compare/pricePerCpuHour";

QString withInterval(const Interval& interval, double factor, int decimals) {
    const QLocale english(QLocale::English);
    const auto number = [&](double value) { return english.toString(value * factor, 'f', decimals); };
    return std::isfinite(interval.low) ? CompareCosts::tr("%1 (%2 to %3)").arg(number(interval.value), number(interval.low), number(interval.high)) : number(interval.value);
}

// The value and its interval, which is not symmetric.
Cell costCell(const Interval& interval, double factor, int decimals) {
    Cell cell;
    cell.key = interval.value * factor;
    if (!std::isfinite(cell.key)) {
        cell.text = QStringLiteral("–");
        return cell;
    }
    cell.text = withInterval(interval, factor, decimals);
    return cell;
}

} // namespace

CompareCosts::CompareCosts(QWidget* parent)
    : QWidget(parent), price_(new NumberField(false, 0, 1e6, this)), scope_(new QComboBox(this)), priceLabel_(new QLabel(this)), formula_(new QLabel(this)),
      table_(new CellTable(this)), view_(nullptr) {
    table_->setColumns(std::vector<CellColumn>(8));
    view_ = makeCellView(table_, this);
    view_->setObjectName(QStringLiteral("costsTable"));
    price_->setObjectName(QStringLiteral("pricePerHour"));
    price_->setValue(QSettings().value(QLatin1String(kPriceKey), 0.05).toDouble());
    price_->setMinimumWidth(112);
    priceLabel_->setBuddy(price_);
    scope_->setObjectName(QStringLiteral("costsScope"));
    scope_->addItems({QString(), QString()});
    formula_->setProperty("type", "caption");
    formula_->setWordWrap(true);
    auto* row = new QHBoxLayout;
    row->setSpacing(kGap);
    row->addWidget(priceLabel_);
    row->addWidget(price_);
    row->addWidget(scope_);
    row->addStretch();
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, kGap, 0, 0);
    column->setSpacing(kGap);
    column->addLayout(row);
    column->addWidget(formula_);
    column->addWidget(view_, 1);
    connect(price_, &QDoubleSpinBox::valueChanged, this, [this](double price) {
        QSettings().setValue(QLatin1String(kPriceKey), price);
        show();
    });
    connect(scope_, &QComboBox::currentIndexChanged, this, &CompareCosts::show);
    retranslate();
}

void CompareCosts::setRows(std::vector<CostRow> atPriceOne) {
    rows_ = std::move(atPriceOne);
    show();
}

void CompareCosts::setSelected(const std::vector<std::string>& runIds) {
    selected_ = runIds;
    show();
}

void CompareCosts::show() {
    std::vector<std::vector<Cell>> rows;
    for (const auto& row : rows_) {
        if (scope_->currentIndex() == 0 && std::find(selected_.begin(), selected_.end(), row.runId) == selected_.end())
            continue;
        const auto teacher = std::find_if(rows_.begin(), rows_.end(), [&](const CostRow& other) { return other.runId == row.runId && other.subject == "teacher"; });
        Cell run, subject, threads, requests, ratio;
        run.text = QString::fromStdString(row.runName.empty() ? row.runId : row.runName);
        run.tip = QString::fromStdString(row.runId);
        subject.text = subjectName(row.subject);
        subject.token = subjectToken(row.subject);
        threads.text = QString::number(threads.key = row.threads);
        requests.text = QString::number(requests.key = double(row.requests));
        ratio.key = teacher == rows_.end() ? std::nan("") : 100 * row.cost.value / teacher->cost.value;
        ratio.text = decimalText(ratio.key, 1);
        Cell hours = costCell(row.cpuHours, 1, 3), cost = costCell(row.cost, price_->value(), 4);
        if (std::isfinite(hours.key)) {
            hours.tip = hours.text; // beside two other intervals this one is too much
            hours.text = QLocale(QLocale::English).toString(hours.key, 'f', 3);
        }
        if (!row.native)
            cost.text = tr("simulated");
        cost.tip = row.native ? QString() : tr("This machine only simulates the format: its time is not the format's");
        cost.bold = true;
        rows.push_back({run, subject, costCell(row.latencyMs, 1, 2), threads, requests, hours, cost, ratio});
    }
    table_->setRows(std::move(rows));
}

void CompareCosts::retranslate() {
    table_->setColumns({{tr("Run"), {}, false, false}, {tr("Model"), {}, false, false}, {tr("Mean latency, ms"), tr("Of a whole request, with its 95 % interval"), true, false}, {tr("Threads"), {}, true, false},
                        {tr("Requests"), tr("That were timed"), true, false}, {tr("CPU h per million"), tr("Hours of one processor core for a million requests"), true, false}, {tr("Cost per million"), tr("In the currency of the price"), true, false},
                        {tr("% of the teacher"), {}, true, false}});
    priceLabel_->setText(tr("Price of a CPU hour"));
    price_->setAccessibleName(tr("Price of a CPU hour, in any currency"));
    scope_->setItemText(0, tr("The selected runs"));
    scope_->setItemText(1, tr("Every run of the project"));
    scope_->setAccessibleName(tr("Which runs are shown"));
    formula_->setText(tr("Cost of a million requests = mean latency (ms) ÷ 3,600,000 ms per hour × threads × 1,000,000 × price. Every thread counts as busy, one request follows the other; memory, network and idle "
                         "machines are not in it."));
    view_->setAccessibleName(tr("Cost per million requests"));
    show();
}

void CompareCosts::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

} // namespace stillhouse::widgets
