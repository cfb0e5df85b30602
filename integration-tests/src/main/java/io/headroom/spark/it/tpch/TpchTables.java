/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.it.tpch;

import io.trino.tpch.TpchColumn;
import io.trino.tpch.TpchEntity;
import io.trino.tpch.TpchTable;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.Date;
import java.time.LocalDate;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** TPC-H's tables as Spark sees them: schema and rows from the reference generator. */
final class TpchTables {
  /** As TPC-H has it. Exact, so that no answer depends on the order in which Spark adds. */
  private static final DataType DECIMAL = DataTypes.createDecimalType(15, 2);

  private TpchTables() {}

  static StructType schema(String table) {
    StructType schema = new StructType();
    for (TpchColumn<?> column : TpchTable.getTable(table).getColumns()) {
      DataType type =
          switch (column.getType().getBase()) {
            case INTEGER -> DataTypes.IntegerType;
            case IDENTIFIER -> DataTypes.LongType;
            case DATE -> DataTypes.DateType;
            case DOUBLE -> DECIMAL;
            case VARCHAR -> DataTypes.StringType;
          };
      schema = schema.add(column.getColumnName(), type);
    }
    return schema;
  }

  /**
   * The rows of one part of a table.
   *
   * @param part from 1 to {@code parts}
   */
  static Iterator<Row> rows(String table, double scale, int part, int parts) {
    return rows(TpchTable.getTable(table), scale, part, parts);
  }

  private static <E extends TpchEntity> Iterator<Row> rows(
      TpchTable<E> table, double scale, int part, int parts) {
    List<TpchColumn<E>> columns = table.getColumns();
    Iterator<E> entities = table.createGenerator(scale, part, parts).iterator();
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return entities.hasNext();
      }

      @Override
      public Row next() {
        E entity = entities.next();
        return RowFactory.create(columns.stream().map(c -> value(c, entity)).toArray());
      }
    };
  }

  private static <E extends TpchEntity> Object value(TpchColumn<E> column, E entity) {
    return switch (column.getType().getBase()) {
      case INTEGER -> column.getInteger(entity);
      case IDENTIFIER -> column.getIdentifier(entity);
      case DATE -> Date.valueOf(LocalDate.ofEpochDay(column.getDate(entity)));
      case DOUBLE -> BigDecimal.valueOf(column.getDouble(entity)).setScale(2, RoundingMode.HALF_UP);
      case VARCHAR -> column.getString(entity);
    };
  }
}
